package dev.healthevents.config;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How to prove to a source who we are.
 *
 * @param type {@code none}, {@code basic}, {@code bearer}, {@code oauth2}, {@code smart} or {@code entra}
 * @param username for {@code basic}
 * @param password for {@code basic}
 * @param token for {@code bearer}
 * @param tokenUrl the token endpoint, for {@code oauth2}, and for {@code smart} where the server does not tell it
 * @param clientId for {@code oauth2}, {@code smart} and {@code entra}
 * @param clientSecret for {@code oauth2} and {@code entra}
 * @param clientAuthenticationMethod for {@code oauth2}: {@code client_secret_basic} or {@code client_secret_post}
 * @param scope what to ask for, with spaces between
 * @param audience for {@code oauth2} where the token endpoint asks for it
 * @param keyFile the private key for {@code smart}, JWKS or PEM
 * @param keyId its {@code kid}
 * @param tenantId the directory, for {@code entra}
 * @param certificateFile certificate and private key of the application, PEM, for {@code entra}
 * @param managedIdentity for {@code entra}: {@code system}, or the client id of a user-assigned identity
 * @param headers headers of one's own, by name
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

    /** Without the secrets. */
    @Override
    public String toString() {
        return "AuthProperties[type=" + type + "]";
    }
}
