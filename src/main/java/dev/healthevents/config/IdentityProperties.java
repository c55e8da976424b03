package dev.healthevents.config;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who we are to Microsoft Entra, where a sink can be told so.
 *
 * @param type {@code none} or {@code entra}
 * @param tenantId the directory
 * @param clientId the application
 * @param clientSecret of the application
 * @param certificateFile certificate and private key of the application, PEM, instead of the secret
 * @param managedIdentity {@code system}, or the client id of a user-assigned identity
 */
public record IdentityProperties(
        @DefaultValue("none") String type,
        String tenantId,
        String clientId,
        String clientSecret,
        Path certificateFile,
        String managedIdentity) {

    /** As a source would have it, with the scope that a service asks for. */
    AuthProperties forScope(String scope) {
        return new AuthProperties(
                type,
                null,
                null,
                null,
                null,
                clientId,
                clientSecret,
                null,
                scope,
                null,
                null,
                null,
                tenantId,
                certificateFile,
                managedIdentity,
                Map.of());
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "IdentityProperties[type=" + type + "]";
    }
}
