package dev.healthevents.feed.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import dev.healthevents.feed.FeedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import net.minidev.json.JSONObject;
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

    /** Where an endpoint does not tell how long its tokens live. */
    private static final Duration USUAL_LIFE = Duration.ofMinutes(5);

    /** Where it tells more, it is asked again nevertheless, and no time overflows. */
    private static final Duration LONGEST_LIFE = Duration.ofDays(1);

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
        if (response.getStatusCode() != 200) {
            throw TokenRefusal.of(url, response, secrets, clock);
        }
        try {
            BearerAccessToken token = parsed(response).getTokens().getBearerAccessToken();
            if (token != null) {
                // Checks that it can be sent.
                Authorization.bearer(token.getValue());
                Duration life = token.getLifetime() > 0
                        ? Duration.ofSeconds(Math.min(token.getLifetime(), LONGEST_LIFE.toSeconds()))
                        : USUAL_LIFE;
                return new Token(token.getValue(), asked.plus(life));
            }
        } catch (ParseException | IllegalArgumentException e) {
            // Without its cause, which may quote the token.
        }
        throw new FeedException(FeedClient.shown(url) + " answered 200, but " + otherwise(response, secrets));
    }

    /** A token of a kind that we don't know may not be sent (RFC 6749, section 7.1). */
    private static String otherwise(HTTPResponse response, Collection<String> secrets) {
        try {
            JSONObject answer = response.getBodyAsJSONObject();
            if (answer.get("access_token") instanceof String
                    && !"Bearer".equalsIgnoreCase(String.valueOf(answer.get("token_type")))) {
                String type = answer.get("token_type") instanceof String named
                        ? "the `token_type` of its token is '" + ServerWords.tidy(named, secrets) + "'"
                        : answer.containsKey("token_type")
                                ? "the `token_type` of its token is no text"
                                : "its token has no `token_type`";
                return type
                        + ", and only Bearer is known how to send; see that the endpoint says Bearer, or use another"
                        + " `token-url`";
            }
        } catch (ParseException e) {
            // Said below.
        }
        return "no bearer token as OAuth has it; check `token-url`";
    }

    /** No life, or one that is over, is said by some endpoints of tokens that live for ever. */
    private static AccessTokenResponse parsed(HTTPResponse response) throws ParseException {
        JSONObject answer = response.getBodyAsJSONObject();
        Object life = answer.get("expires_in");
        if (life == null || life instanceof Number number && number.longValue() <= 0) {
            answer.remove("expires_in");
        }
        return AccessTokenResponse.parse(answer);
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
