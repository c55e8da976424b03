package dev.healthevents.camel.source;

import static dev.healthevents.camel.source.UriAuthorization.required;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.healthevents.feed.http.OAuthClient.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The private key of a SMART client that a route's URI names, as a file or as text. What is wrong is said without it. */
final class UriSigningKey {

    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private final String option;
    private final String text;
    private final String id;

    private UriSigningKey(String option, String text, String id) {
        this.option = option;
        this.text = text;
        this.id = id;
    }

    /** @throws IllegalArgumentException naming the option and the mend, if there is not one key to use */
    static SigningKey of(AuthOptions options) {
        if (options.getAuthKey() != null && options.getAuthKeyFile() != null) {
            throw new IllegalArgumentException("authKey and authKeyFile are both set: remove one");
        }
        UriSigningKey key = options.getAuthKey() == null
                ? ofFile(required("authKeyFile", options.getAuthKeyFile()), options.getAuthKeyId())
                : new UriSigningKey("authKey", options.getAuthKey(), options.getAuthKeyId());
        return key.read();
    }

    private static UriSigningKey ofFile(String file, String id) {
        try {
            return new UriSigningKey("authKeyFile " + file, Files.readString(Path.of(file)), id);
        } catch (IOException e) {
            throw new IllegalArgumentException("authKeyFile " + file + " can't be read: see that it is there", e);
        }
    }

    private SigningKey read() {
        if (text.contains("-----BEGIN") && id == null) {
            throw new IllegalArgumentException(
                    "authKeyId is missing: set it to the kid of the public key, as it was registered");
        }
        try {
            return text.contains("-----BEGIN") ? pem() : jwk();
        } catch (ParseException
                | JOSEException
                | GeneralSecurityException
                | IllegalArgumentException
                | IllegalStateException e) {
            // Without its cause, which may quote the key.
            throw new IllegalArgumentException(
                    option + " has not one private key to use: it must be RSA of 2048 bits or more, or EC on P-384, as"
                            + " PEM (PKCS #8, not encrypted), JWK or JWKS; where it has several keys, name one by"
                            + " authKeyId");
        }
    }

    private SigningKey pem() throws GeneralSecurityException {
        Matcher block = PKCS8.matcher(text);
        if (!block.find()) {
            throw new IllegalArgumentException("PEM of another kind");
        }
        byte[] encoded = Base64.getMimeDecoder().decode(block.group(1));
        PKCS8EncodedKeySpec key = new PKCS8EncodedKeySpec(encoded);
        try {
            return new SigningKey(KeyFactory.getInstance("EC").generatePrivate(key), id);
        } catch (GeneralSecurityException notEc) {
            return new SigningKey(KeyFactory.getInstance("RSA").generatePrivate(key), id);
        }
    }

    private SigningKey jwk() throws ParseException, JOSEException {
        List<JWK> all = text.contains("\"keys\"") ? JWKSet.parse(text).getKeys() : List.of(JWK.parse(text));
        List<JWK> usable = all.stream()
                .filter(JWK::isPrivate)
                .filter(jwk -> id == null || id.equals(jwk.getKeyID()))
                .toList();
        if (usable.size() != 1 || !(usable.get(0) instanceof AsymmetricJWK pair)) {
            throw new IllegalArgumentException("None, or several");
        }
        return new SigningKey(pair.toPrivateKey(), usable.get(0).getKeyID());
    }
}
