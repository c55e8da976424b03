package dev.healthevents.config;

import static dev.healthevents.config.AuthKeys.required;

import dev.healthevents.feed.http.EntraSettings;
import java.net.URI;

/** Makes what Microsoft Entra is to be asked with of what is configured, and says what is wrong with it. */
final class EntraFactory {

    private EntraFactory() {}

    static EntraSettings settings(String key, AuthProperties auth, URI url) {
        String other = auth.clientSecret() != null
                ? "client-secret"
                : auth.certificateFile() != null ? "certificate-file" : null;
        if (auth.clientSecret() != null && auth.certificateFile() != null) {
            throw both(key, "certificate-file", "client-secret");
        }
        if (auth.managedIdentity() != null && other != null) {
            throw both(key, "managed-identity", other);
        }
        if (auth.managedIdentity() != null && auth.clientId() != null) {
            throw both(key, "managed-identity", "client-id");
        }
        if (other != null) {
            required(key + ".tenant-id", auth.tenantId());
            required(key + ".client-id", auth.clientId());
        }
        if (auth.clientSecret() != null) {
            required(key + ".client-secret", auth.clientSecret());
        }
        if (auth.certificateFile() != null) {
            ConfiguredFile.text(
                    key + ".certificate-file",
                    auth.certificateFile(),
                    "Set it to a PEM file with the application's certificate and private key");
        }
        return new EntraSettings(
                plain(key + ".tenant-id", auth.tenantId()),
                plain(key + ".client-id", auth.clientId()),
                auth.clientSecret(),
                auth.certificateFile(),
                plain(key + ".managed-identity", auth.managedIdentity()),
                auth.scope() == null ? EntraSettings.scopeOf(url) : auth.scope());
    }

    private static WrongConfigurationException both(String key, String one, String other) {
        return new WrongConfigurationException(
                key + "." + one, "is set, and " + key + "." + other + " as well", "Remove one of the two");
    }

    private static String plain(String key, String value) {
        if (value != null && !value.matches("[A-Za-z0-9.-]+")) {
            throw new WrongConfigurationException(
                    key, "has other than letters, digits, hyphens and dots in it", "Copy it again from the portal");
        }
        return value;
    }
}
