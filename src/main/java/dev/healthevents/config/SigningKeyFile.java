package dev.healthevents.config;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.healthevents.feed.http.OAuthClient.SigningKey;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.text.ParseException;
import java.util.List;
import org.springframework.boot.ssl.pem.PemContent;

/** Reads the private key of a SMART client, and says what is wrong with it without showing it. */
final class SigningKeyFile {

    private static final String FORMAT =
            "Set it to a file with a private key, RSA or EC on P-384, as JWKS (RFC 7517) or PEM (PKCS #8)";

    private SigningKeyFile() {}

    /**
     * @param file a JWK set with private keys, one such key, or a PEM file
     * @param keyId which of the keys; may be {@code null} where the file has one only, and tells its {@code kid}
     */
    static SigningKey read(String key, Path file, String keyId) {
        String content = ConfiguredFile.text(key + ".key-file", file, FORMAT);
        try {
            return content.strip().startsWith("{") ? jwk(key, content, keyId) : pem(key, content, keyId);
        } catch (ParseException | JOSEException | IllegalArgumentException | IllegalStateException e) {
            // Without its cause, which may quote the key.
            throw new WrongConfigurationException(key + ".key-file", "has no private key that can be used", FORMAT);
        }
    }

    private static SigningKey pem(String key, String content, String keyId) {
        if (keyId == null) {
            throw new WrongConfigurationException(
                    key + ".key-id", "is missing", "Set it to the `kid` of the public key, as it was registered");
        }
        return new SigningKey(PemContent.of(content).getPrivateKey(), keyId);
    }

    private static SigningKey jwk(String key, String content, String keyId) throws ParseException, JOSEException {
        List<JWK> all = content.contains("\"keys\"") ? JWKSet.parse(content).getKeys() : List.of(JWK.parse(content));
        List<JWK> usable = all.stream()
                .filter(JWK::isPrivate)
                .filter(jwk -> keyId == null ? jwk.getKeyID() != null : keyId.equals(jwk.getKeyID()))
                .toList();
        if (usable.size() != 1) {
            throw new WrongConfigurationException(
                    key + ".key-id",
                    keyId == null
                            ? "is missing"
                            : "is '" + keyId + "', of which the file has " + usable.size() + " private keys",
                    "Set it to the `kid` of the private key to use");
        }
        PrivateKey privateKey = usable.get(0) instanceof AsymmetricJWK pair ? pair.toPrivateKey() : null;
        return new SigningKey(privateKey, usable.get(0).getKeyID());
    }
}
