package dev.healthevents.feed.http;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import dev.healthevents.feed.FeedException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import net.minidev.json.JSONObject;

/**
 * What a token endpoint answered: a token, or why there is none.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-5">RFC 6749, section 5</a>
 */
final class TokenAnswer {

    /** Where an endpoint does not tell how long its tokens live. */
    private static final Duration USUAL_LIFE = Duration.ofMinutes(5);

    /** Where it tells more, it is asked again nevertheless, and no time overflows. */
    private static final Duration LONGEST_LIFE = Duration.ofDays(1);

    private TokenAnswer() {}

    /**
     * @param url of the endpoint
     * @param asked when it was asked, from when on the token lives
     * @param secrets of the request, which are not to be shown
     * @param clock for {@code Retry-After} dates
     * @throws FeedException if there is no token in it
     */
    static Token token(URI url, HTTPResponse response, Instant asked, Collection<String> secrets, Clock clock)
            throws FeedException {
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
}
