package dev.healthevents.config;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who we are to Microsoft Entra, where a sink can be told so.
 *
 * @param type {@code entra} with the keys below; {@code none} where there is another way in, or for the identity of
 *     the machine, pod or signed-in developer that azure-identity finds: <a href="sinks.md">sinks</a>
 * @param tenantId for {@code entra}: the directory
 * @param clientId for {@code entra}: the application
 * @param clientSecret for {@code entra}: its secret
 * @param certificateFile for {@code entra}: a PEM file with certificate and private key of the application, instead of
 *     {@code client-secret}
 * @param managedIdentity for {@code entra}: {@code system}, or the client id of a user-assigned identity
 */
public record IdentityProperties(
        @DefaultValue("none") String type,
        String tenantId,
        String clientId,
        String clientSecret,
        Path certificateFile,
        String managedIdentity) {

    /** The one that azure-identity finds: of the machine, the pod, or who has signed in. */
    static final IdentityProperties OF_THIS_PROCESS = new IdentityProperties("entra", null, null, null, null, null);

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
