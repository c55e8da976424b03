package dev.healthevents.feed.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What must not be shown of a request: a server that echoes a refused token must not bring it into our log. */
final class Secrets {

    private static final int TOO_SHORT_TO_TELL = 4;

    private Secrets() {}

    /** The headers' values, the credentials in them, and the password in those. */
    static List<String> in(Map<String, String> headers) {
        List<String> secrets = new ArrayList<>();
        for (String value : headers.values()) {
            secrets.add(value);
            String credentials = value.substring(value.indexOf(' ') + 1);
            secrets.add(credentials);
            if (value.startsWith("Basic ")) {
                secrets.add(password(credentials));
            }
        }
        secrets.removeIf(secret -> secret.length() < TOO_SHORT_TO_TELL);
        return secrets;
    }

    private static String password(String credentials) {
        try {
            String pair = new String(Base64.getDecoder().decode(credentials), UTF_8);
            return pair.substring(pair.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return credentials;
        }
    }
}
