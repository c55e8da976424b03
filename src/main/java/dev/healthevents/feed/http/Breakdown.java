package dev.healthevents.feed.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.healthevents.feed.FeedException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.NoHttpResponseException;

/** Tells the operator in one sentence what broke between the server and us. */
final class Breakdown {

    /** Alerts by which a server refuses us. https://www.rfc-editor.org/rfc/rfc8446#section-6.2 */
    private static final Pattern OUR_CERTIFICATE = Pattern.compile("fatal alert: (bad_certificate|certificate_required"
            + "|certificate_expired|certificate_revoked|certificate_unknown|unsupported_certificate|unknown_ca"
            + "|access_denied)");

    private final URI url;
    private final HttpLimits limits;
    private final String key;

    Breakdown(URI url, HttpLimits limits) {
        this(url, limits, "url");
    }

    /** @param key where {@code url} is configured */
    Breakdown(URI url, HttpLimits limits, String key) {
        this.url = url;
        this.limits = limits;
        this.key = "`" + key + "`";
    }

    /** The answer as a whole took longer than {@link HttpLimits#pageTimeout()}. */
    FeedException late() {
        return say(
                "did not answer in full within " + limits.pageTimeout().toMillis()
                        + " ms; ask for smaller pages (`page-size`) or see why it is so slow",
                null);
    }

    /** @param body what came of the answer, or {@code null} where nothing did */
    FeedException of(Exception failure, PageBody body) {
        if (failure instanceof JsonProcessingException json) {
            return notJson(json, body);
        }
        if (failure instanceof PageBody.TooLong) {
            return say(
                    "answered more than " + limits.maxPageBytes()
                            + " bytes at once; ask for smaller pages (`page-size`)",
                    null);
        }
        if (failure instanceof ZipException) {
            return say("answered with broken compression", failure);
        }
        return body == null ? notAnswered(failure) : cutShort(failure, body);
    }

    private FeedException notJson(JsonProcessingException failure, PageBody body) {
        // Jackson's own message quotes what it read, which may be a patient's, so neither it nor its cause is kept.
        if (body.beginsLikeMarkup()) {
            return say("answered markup (HTML or XML) and called it JSON; see that " + key + " is right", null);
        }
        if (failure instanceof JsonEOFException) {
            return say("was cut short after " + body.count() + " bytes", null);
        }
        JsonLocation at = failure.getLocation();
        String where = at == null ? "" : ", at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return say("answered what is not valid JSON" + where, null);
    }

    private FeedException cutShort(Exception failure, PageBody body) {
        if (failure instanceof SocketTimeoutException) {
            return say(
                    "fell silent for " + limits.requestTimeout().toMillis() + " ms after " + body.count() + " bytes",
                    failure);
        }
        if (failure instanceof ConnectionClosedException
                || failure instanceof MalformedChunkCodingException
                || failure instanceof EOFException
                || failure instanceof SocketException) {
            return say("was cut short after " + body.count() + " bytes", failure);
        }
        return say("could not be read further than " + body.count() + " bytes: " + failure.getMessage(), failure);
    }

    private FeedException notAnswered(Exception failure) {
        Origin origin = Origin.of(url);
        if (failure instanceof UnknownHostException) {
            return say("has a host name that is not known; check " + key + " and the DNS", failure);
        }
        if (failure instanceof ConnectTimeoutException) {
            return say(
                    "could not be connected to within "
                            + limits.connectTimeout().toMillis() + " ms; check " + key + ", the network and firewalls",
                    failure);
        }
        if (failure instanceof SocketTimeoutException) {
            return say("did not answer within " + limits.requestTimeout().toMillis() + " ms", failure);
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return say(
                    "can't be reached: nothing accepts connections at " + origin + "; see that it is running and that "
                            + key + " is right",
                    failure);
        }
        if (failure instanceof SSLException
                && OUR_CERTIFICATE.matcher("" + failure.getMessage()).find()) {
            String which =
                    limits.showsCertificate() ? "does not accept our certificate" : "wants a certificate of ours";
            return say(
                    which + " (" + ServerWords.tidy(failure.getMessage(), List.of())
                            + "); check the certificate and key to show it under `tls`",
                    failure);
        }
        if (failure instanceof SSLException) {
            return say(
                    "can't be trusted or does not speak TLS ("
                            + ServerWords.tidy("" + failure.getMessage(), List.of())
                            + "); check " + key + ", and the certificates under `tls`",
                    failure);
        }
        if (failure instanceof EOFException) {
            return say("was cut short after 0 bytes", failure);
        }
        if (failure instanceof NoHttpResponseException
                || failure instanceof ConnectionClosedException
                || failure instanceof SocketException) {
            // By TLS 1.3 a server looks at our certificate only after the handshake is over for us.
            String mend = limits.showsCertificate() ? "; check the certificate under `tls`, if it is up" : "";
            return say("closed the connection without an answer" + mend, failure);
        }
        if (failure instanceof HttpException || failure instanceof IOException) {
            return say(
                    "did not answer as HTTP has it: " + ServerWords.tidy("" + failure.getMessage(), List.of()),
                    failure);
        }
        return say("could not be asked: " + failure.getClass().getSimpleName(), failure);
    }

    private FeedException say(String what, Exception cause) {
        return new FeedException(FeedClient.shown(url) + " " + what, cause);
    }
}
