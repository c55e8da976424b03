package dev.healthevents.config;

import static dev.healthevents.config.AuthKeys.required;

import dev.healthevents.feed.http.Authorization;
import dev.healthevents.feed.http.HttpLimits;
import java.net.URI;
import java.time.Clock;
import java.util.Map;

/** Makes credentials of what is configured, and says what is wrong with it without showing it. */
final class AuthorizationFactory {

    private AuthorizationFactory() {}

    /**
     * @param key of the whole, for example {@code health-events.sources.lab.auth}
     * @param url of the server that they are for
     * @param limits how long a token endpoint may take, and how it is known over TLS
     */
    static Authorization authorization(String key, AuthProperties auth, URI url, HttpLimits limits, Clock clock) {
        AuthKeys.check(key, auth);
        Authorization authorization = switch (auth.type()) {
            case "basic" -> basic(key, auth);
            case "bearer" -> bearer(key, required(key + ".token", auth.token()));
            case "oauth2" -> Authorization.oauth(OAuthFactory.withSecret(key, auth), url, limits, clock);
            case "smart" -> Authorization.oauth(OAuthFactory.smart(key, auth), url, limits, clock);
            case "entra" -> Authorization.entra(EntraFactory.settings(key, auth, url), limits, clock);
            default -> Authorization.none();
        };
        checkHeaders(key, auth);
        return authorization.with(auth.headers());
    }

    private static Authorization basic(String key, AuthProperties auth) {
        String username = required(key + ".username", auth.username());
        String password = required(key + ".password", auth.password());
        try {
            return Authorization.basic(username, password);
        } catch (IllegalArgumentException e) {
            throw new WrongConfigurationException(
                    key + ".username", "has a colon in it, which basic authentication can't send", "Use another user");
        }
    }

    private static Authorization bearer(String key, String token) {
        try {
            return Authorization.bearer(token);
        } catch (IllegalArgumentException e) {
            throw new WrongConfigurationException(
                    key + ".token",
                    "has other than visible ASCII characters in it",
                    "Copy it again, without \"Bearer\", quotes or line breaks");
        }
    }

    private static void checkHeaders(String key, AuthProperties auth) {
        auth.headers().forEach((name, value) -> {
            String header = key + ".headers." + name;
            if (name.equalsIgnoreCase("Authorization") && !auth.type().equals("none")) {
                throw new WrongConfigurationException(
                        header, "is set, but " + key + ".type is " + auth.type(), "Remove one of the two");
            }
            try {
                Authorization.none().with(Map.of(name, value));
            } catch (IllegalArgumentException e) {
                throw new WrongConfigurationException(
                        header, e.getMessage(), "Remove it, or write it as the server's documentation shows it");
            }
        });
    }
}
