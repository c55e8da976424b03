package dev.healthevents.config;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How to prove to a source who we are.
 *
 * @param type {@code none}, {@code basic}, {@code bearer}, {@code oauth2}, {@code smart} or {@code entra}; see <a
 *     href="authentication.md">authentication</a>. A {@code dicom} source at {@code *.dicom.azurehealthcareapis.com} takes
 *     {@code entra} for {@code none}
 * @param username for {@code basic}
 * @param password for {@code basic}
 * @param token for {@code bearer}
 * @param tokenUrl for {@code oauth2}, and for {@code smart} where the server does not tell it: the token endpoint,
 *     https
 * @param clientId for {@code oauth2}, {@code smart} and {@code entra}: the client, or application, as it is registered
 * @param clientSecret for {@code oauth2} and {@code entra}
 * @param clientAuthenticationMethod for {@code oauth2}: {@code client_secret_basic}, as if not set, or {@code
 *     client_secret_post}
 * @param scope for {@code oauth2}, {@code smart} and {@code entra}: what to ask for, with spaces between. Unless set,
 *     {@code smart} asks for {@code system/*.rs} and {@code entra} for the service at {@code url}
 * @param audience for {@code oauth2}, where the token endpoint wants it
 * @param keyFile for {@code smart}: a file with the private key, JWKS or PEM
 * @param keyId for {@code smart}: the {@code kid} of the key; from the JWKS unless set
 * @param tenantId for {@code entra}: the directory
 * @param certificateFile for {@code entra}: a PEM file with certificate and private key of the application, instead of
 *     {@code client-secret}
 * @param managedIdentity for {@code entra}: {@code system}, or the client id of a user-assigned identity
 * @param headers a header of your own, {@code <name>} being its name, with any type; sent to {@code url} only
 */
public record AuthProperties(
        @DefaultValue("none") String type,
        String username,
        String password,
        String token,
        String tokenUrl,
        String clientId,
        String clientSecret,
        String clientAuthenticationMethod,
        String scope,
        String audience,
        Path keyFile,
        String keyId,
        String tenantId,
        Path certificateFile,
        String managedIdentity,
        @DefaultValue Map<String, String> headers) {

    /** The same keys for another type. */
    AuthProperties withType(String other) {
        return new AuthProperties(
                other,
                username,
                password,
                token,
                tokenUrl,
                clientId,
                clientSecret,
                clientAuthenticationMethod,
                scope,
                audience,
                keyFile,
                keyId,
                tenantId,
                certificateFile,
                managedIdentity,
                headers);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "AuthProperties[type=" + type + "]";
    }
}
