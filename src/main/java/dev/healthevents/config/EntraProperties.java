package dev.healthevents.config;

import dev.healthevents.feed.http.EntraSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who we are to a sink that takes tokens of Microsoft Entra, by the same keys as with a source.
 *
 * @param type {@code entra}
 * @param tenantId the directory
 * @param clientId the application
 * @param clientSecret of the application
 * @param certificateFile certificate and private key of the application, PEM
 * @param managedIdentity {@code system}, or the client id of a user-assigned identity
 * @param scope what the token is for, where it is not what the sink usually takes
 */
public record EntraProperties(
        @DefaultValue("entra") String type,
        String tenantId,
        String clientId,
        String clientSecret,
        Path certificateFile,
        String managedIdentity,
        String scope) {

    /** The first key that is set. */
    Optional<String> anyKey() {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("tenant-id", tenantId);
        keys.put("client-id", clientId);
        keys.put("client-secret", clientSecret);
        keys.put("certificate-file", certificateFile);
        keys.put("managed-identity", managedIdentity);
        keys.put("scope", scope);
        return keys.keySet().stream().filter(name -> keys.get(name) != null).findFirst();
    }

    /**
     * @param key of these properties
     * @param url of the service, whose origin is the scope unless one is set
     */
    EntraSettings settings(String key, URI url) {
        if (!"entra".equals(type)) {
            throw new WrongConfigurationException(
                    key + ".type", "is '" + type + "', which this sink does not take", "Set it to entra");
        }
        AuthProperties auth = new AuthProperties(
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
        return EntraFactory.settings(key, auth, url);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "EntraProperties[type=" + type + "]";
    }
}
