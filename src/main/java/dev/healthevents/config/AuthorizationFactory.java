package dev.healthevents.config;

import dev.healthevents.feed.http.Authorization;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes credentials of what is configured, and says what is wrong with it without showing it. */
final class AuthorizationFactory {

    private AuthorizationFactory() {}

    /** @param key of the whole, for example {@code health-events.sources.lab.auth} */
    static Authorization authorization(String key, AuthProperties auth) {
        return switch (auth.type()) {
            case "none" -> {
                allow(key, auth, "");
                yield Authorization.none();
            }
            case "basic" -> {
                allow(key, auth, "username password");
                yield basic(
                        key,
                        required(key + ".username", auth.username()),
                        required(key + ".password", auth.password()));
            }
            case "bearer" -> {
                allow(key, auth, "token");
                yield bearer(key, required(key + ".token", auth.token()));
            }
            default ->
                throw new WrongConfigurationException(
                        key + ".type",
                        "is '" + auth.type() + "', which this version does not know",
                        "Set it to none, basic or bearer");
        };
    }

    private static void allow(String key, AuthProperties auth, String allowed) {
        Map<String, String> secrets = new LinkedHashMap<>();
        secrets.put("username", auth.username());
        secrets.put("password", auth.password());
        secrets.put("token", auth.token());
        secrets.forEach((name, value) -> {
            if (value != null && !allowed.contains(name)) {
                throw new WrongConfigurationException(
                        key + "." + name,
                        "is set, but " + key + ".type is " + auth.type(),
                        "Set the type to " + (name.equals("token") ? "bearer" : "basic") + ", or remove the " + name);
            }
        });
    }

    private static Authorization basic(String key, String username, String password) {
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

    private static String required(String key, String value) {
        if (value == null || value.isBlank()) {
            throw new WrongConfigurationException(key, "is missing", "Set it, or choose another auth.type");
        }
        return value;
    }
}
