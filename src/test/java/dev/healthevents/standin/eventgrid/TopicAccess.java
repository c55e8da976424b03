package dev.healthevents.standin.eventgrid;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.healthevents.standin.Request;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who may publish: who has the key, a token that was signed with it and has not expired, or the bearer token.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/authenticate-with-access-keys-shared-access-signatures">
 *     Authenticate with access keys or shared access signatures</a>
 */
final class TopicAccess {

    private static final DateTimeFormatter EXPIRY = DateTimeFormatter.ofPattern("M/d/yyyy h:m:s a", Locale.US);

    private final String url;
    private final Clock clock;
    volatile String key;
    volatile String bearer;

    TopicAccess(String url, String key, Clock clock) {
        this.url = url;
        this.key = key;
        this.clock = clock;
    }

    void check(Request request) throws Refused {
        Map<String, String> headers = request.headers();
        String sas = headers.get("aeg-sas-token");
        String authorization = headers.get("Authorization");
        if (headers.containsKey("aeg-sas-key")) {
            allow(same(headers.get("aeg-sas-key"), key), "The request authorization key is not authorized.");
        } else if (sas != null) {
            checkSignature(sas);
        } else if (authorization != null) {
            allow(bearer != null && same(authorization, "Bearer " + bearer), "The bearer token is not valid.");
        } else {
            allow(
                    false,
                    "Request must contain one of the following authorization signature: aeg-sas-token, aeg-sas-key.");
        }
    }

    private void checkSignature(String token) throws Refused {
        int signature = token.lastIndexOf("&s=");
        allow(signature > 0, "The signature is missing.");
        String signed = token.substring(0, signature);
        Map<String, String> parts = parts(signed);
        allow(same(decode(token.substring(signature + 3)), sign(signed)), "The signature is not valid.");
        allow(parts.getOrDefault("r", "").startsWith(url), "The token is for another resource.");
        allow(expiry(parts.get("e")).isAfter(clock.instant()), "The token has expired.");
    }

    private String sign(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Instant expiry(String text) throws Refused {
        try {
            return LocalDateTime.parse(String.valueOf(text), EXPIRY).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new Refused(401, "The token's expiry is not a time.");
        }
    }

    private static Map<String, String> parts(String text) {
        Map<String, String> parts = new HashMap<>();
        for (String part : text.split("&")) {
            String[] pair = part.split("=", 2);
            parts.put(pair[0], pair.length == 2 ? decode(pair[1]) : "");
        }
        return parts;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, UTF_8);
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }

    private static void allow(boolean allowed, String otherwise) throws Refused {
        if (!allowed) {
            throw new Refused(401, otherwise);
        }
    }
}
