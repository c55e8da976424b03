package dev.healthevents.feed.http;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import dev.healthevents.feed.FeedException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;

/**
 * Tells the operator why there is no token, and what to do.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-5.2">RFC 6749, section 5.2</a>
 */
final class TokenRefusal {

    private TokenRefusal() {}

    static FeedException of(URI url, HTTPResponse response, Collection<String> secrets, Clock clock) {
        int status = response.getStatusCode();
        Duration wait = RetryAfter.parse(response.getHeaderValue("Retry-After"), clock);
        ErrorObject error = ErrorObject.parse(response);
        String code = error.getCode() == null ? "" : error.getCode();
        String words =
                ServerWords.tidy(error.getDescription() == null ? code : code + ": " + error.getDescription(), secrets);
        return new FeedException(
                FeedClient.shown(url) + " gave no token but " + status + (words.isEmpty() ? "" : " (" + words + ")")
                        + advice(status, code),
                wait,
                null);
    }

    private static String advice(int status, String code) {
        if (code.equals(OAuth2Error.INVALID_CLIENT.getCode())) {
            return "; check `client-id` and the secret or key, and that this client is registered there with it";
        }
        if (code.equals(OAuth2Error.INVALID_SCOPE.getCode())) {
            return "; set `scope` to what this client may ask for";
        }
        if (code.equals(OAuth2Error.UNAUTHORIZED_CLIENT.getCode())
                || code.equals(OAuth2Error.UNSUPPORTED_GRANT_TYPE.getCode())) {
            return "; this client must be allowed the grant `client_credentials` there";
        }
        if (status >= 300 && status < 400) {
            return ", a redirect, which is not followed; set `token-url` to where the endpoint really is";
        }
        return status == 429 || status >= 500 ? "; it will be asked again later" : "; check `token-url`";
    }
}
