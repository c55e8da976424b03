package dev.healthevents.camel.source;

import static dev.healthevents.camel.source.UriAuthorization.required;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.healthevents.feed.http.OAuthClient;
import dev.healthevents.feed.http.OAuthClient.SigningKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.text.ParseException;
import java.util.List;

/** Makes OAuth clients of what a route's URI says. Loaded only where one is asked for: its library may not be there. */
final class UriOAuthClient {

    private static final String SMART_SCOPE = "system/*.rs";

    private UriOAuthClient() {}

    static OAuthClient of(AuthOptions options) {
        boolean smart = options.getAuthType().equals("smart");
        String id = required("authClientId", options.getAuthClientId());
        if (smart) {
            String scope = options.getAuthScope() == null ? SMART_SCOPE : options.getAuthScope();
            return new OAuthClient(tokenUrl(options.getAuthTokenUrl()), id, key(options), scope, null);
        }
        String secret = required("authClientSecret", options.getAuthClientSecret());
        return new OAuthClient(
                tokenUrl(required("authTokenUrl", options.getAuthTokenUrl())),
                id,
                new OAuthClient.ClientSecret(secret, false),
                options.getAuthScope(),
                options.getAuthAudience());
    }

    private static URI tokenUrl(String value) {
        return value == null ? null : URI.create(value);
    }

    private static SigningKey key(AuthOptions options) {
        String file = required("authKeyFile", options.getAuthKeyFile());
        try {
            String content = Files.readString(Path.of(file));
            List<JWK> all =
                    content.contains("\"keys\"") ? JWKSet.parse(content).getKeys() : List.of(JWK.parse(content));
            List<JWK> usable = all.stream()
                    .filter(JWK::isPrivate)
                    .filter(jwk -> options.getAuthKeyId() == null
                            || options.getAuthKeyId().equals(jwk.getKeyID()))
                    .toList();
            if (usable.size() == 1 && usable.get(0) instanceof AsymmetricJWK pair) {
                PrivateKey privateKey = pair.toPrivateKey();
                return new SigningKey(privateKey, usable.get(0).getKeyID());
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("authKeyFile " + file + " can't be read: see that it is there", e);
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            // Said below, without what may quote the key.
        }
        throw new IllegalArgumentException(
                "authKeyFile " + file + " has not one private key to use: it must be a JWK or"
                        + " JWKS (RFC 7517), RSA or EC on P-384; where it has several keys, name one by authKeyId");
    }
}
