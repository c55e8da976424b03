package dev.healthevents.feed.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import dev.healthevents.feed.FeedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.StringEntity;

/**
 * Asks token endpoints, with a connection for each request: there is one in minutes. It follows no redirect, repeats
 * nothing and keeps nothing.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-5">RFC 6749, section 5</a>
 */
final class TokenEndpoint {

    private final HttpLimits limits;
    private final Clock clock;

    TokenEndpoint(HttpLimits limits, Clock clock) {
        this.limits = limits.forSmallAnswers();
        this.clock = clock;
    }

    /**
     * @param secrets of the request, which are not to be shown
     * @throws FeedException if there is no answer, or no token in it
     */
    Token request(TokenRequest request, Collection<String> secrets) throws FeedException {
        URI url = request.getEndpointURI();
        Instant asked = clock.instant();
        HTTPResponse response = post(url, request.toHTTPRequest());
        return TokenAnswer.token(url, response, asked, secrets, clock);
    }

    private HTTPResponse post(URI url, HTTPRequest request) throws FeedException {
        Origin origin = Origin.of(url);
        HttpPost post = new HttpPost(url);
        post.setHeader("Accept", "application/json");
        if (request.getAuthorization() != null) {
            post.setHeader("Authorization", request.getAuthorization());
        }
        post.setEntity(new StringEntity(request.getBody(), ContentType.APPLICATION_FORM_URLENCODED));
        Deadline deadline = new Deadline(post, limits.pageTimeout());
        PageBody body = null;
        HttpHost host = new HttpHost(origin.scheme(), origin.host(), origin.port());
        try (CloseableHttpClient client = Connections.client(limits);
                ClassicHttpResponse response = client.executeOpen(host, post, HttpClientContext.create())) {
            HttpEntity entity = response.getEntity();
            body = new PageBody(
                    entity == null ? InputStream.nullInputStream() : entity.getContent(), limits.maxPageBytes());
            try {
                return answer(response, new String(body.readAllBytes(), UTF_8));
            } finally {
                // What was not read of it is not wanted, and may be endless.
                post.cancel();
            }
        } catch (IOException e) {
            throw deadline.passed()
                    ? new FeedException(FeedClient.shown(url) + " did not answer in full within "
                            + limits.pageTimeout().toMillis() + " ms; check `token-url`")
                    : new Breakdown(url, limits, "token-url").of(e, body);
        } finally {
            deadline.close();
        }
    }

    private static HTTPResponse answer(ClassicHttpResponse response, String body) {
        HTTPResponse answer = new HTTPResponse(response.getCode());
        answer.setHeader("Content-Type", "application/json");
        answer.setHeader("Retry-After", Refusal.value(response, "Retry-After"));
        answer.setBody(body);
        return answer;
    }
}
