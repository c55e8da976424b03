package dev.healthevents.standin.eventhubs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whether a token is good for something: one signed with the shared access key, or Entra's.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/eventhub/generate-sas-token">Generate SAS token</a>
 */
final class TokenCheck {

    static final String AUDIENCE = "https://eventhubs.azure.net";

    private final String host;
    private final SharedAccessPolicy policy;
    private final JWSVerifier entra;
    private final Clock clock;

    /** @param entra knows Entra's signature; {@code null} if there is no Entra, as with the emulator */
    TokenCheck(String host, SharedAccessPolicy policy, JWSVerifier entra, Clock clock) {
        this.host = host;
        this.policy = policy;
        this.entra = entra;
        this.clock = clock;
    }

    /**
     * Until when the token is good for the audience.
     *
     * @param type {@code servicebus.windows.net:sastoken} or {@code jwt}
     * @throws IllegalArgumentException with the service's words, if it is not
     */
    Instant check(String type, String token, String audience) {
        Instant expiry = switch (type) {
            case "servicebus.windows.net:sastoken" -> signature(token, audience);
            case "jwt" -> jwt(token);
            default -> throw new IllegalArgumentException("UnsupportedTokenType: " + type);
        };
        refuseUnless(
                clock.instant().isBefore(expiry), "ExpiredToken: The token is expired. Expiration time: " + expiry);
        return expiry;
    }

    /**
     * The same for a token whose type is not told.
     *
     * @param path below the namespace
     */
    void check(String token, String path) {
        boolean signature = token.startsWith("SharedAccessSignature");
        check(signature ? "servicebus.windows.net:sastoken" : "jwt", token, "sb://" + host + "/" + path);
    }

    private Instant signature(String token, String audience) {
        refuseUnless(token.startsWith("SharedAccessSignature "), "MalformedToken: no SharedAccessSignature");
        Map<String, String> fields = new HashMap<>();
        for (String pair : token.substring("SharedAccessSignature ".length()).split("&")) {
            String[] parts = pair.split("=", 2);
            fields.put(parts[0], parts[1]);
        }
        refuseUnless(fields.keySet().containsAll(List.of("sr", "sig", "se", "skn")), "MalformedToken");
        boolean known = URLDecoder.decode(fields.get("skn"), UTF_8).equals(policy.name());
        byte[] signature = Base64.getDecoder().decode(URLDecoder.decode(fields.get("sig"), UTF_8));
        refuseUnless(
                known && MessageDigest.isEqual(signature, sign(fields.get("sr") + "\n" + fields.get("se"))),
                "InvalidSignature: The token has an invalid signature.");
        String resource = path(URLDecoder.decode(fields.get("sr"), UTF_8));
        refuseUnless(Claims.covers(resource, path(audience)), "InvalidAudience: The token is for " + resource);
        return Instant.ofEpochSecond(Long.parseLong(fields.get("se")));
    }

    private byte[] sign(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(policy.key().getBytes(UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Instant jwt(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            refuseUnless(entra != null && jwt.verify(entra), "InvalidSignature: The token has an invalid signature.");
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            refuseUnless(claims.getAudience().contains(AUDIENCE), "InvalidAudience: " + claims.getAudience());
            return claims.getExpirationTime().toInstant();
        } catch (ParseException | JOSEException e) {
            throw new IllegalArgumentException("MalformedToken: " + e.getMessage(), e);
        }
    }

    /** What follows the namespace: an event hub, or something below it. */
    String path(String audience) {
        URI uri = URI.create(audience);
        refuseUnless(host.equalsIgnoreCase(uri.getHost()), "InvalidAudience: this is not " + uri.getHost());
        return uri.getPath().replaceAll("^/|/$", "");
    }

    private static void refuseUnless(boolean right, String problem) {
        if (!right) {
            throw new IllegalArgumentException(problem);
        }
    }
}
