package dev.healthevents.camel.source;

import dev.healthevents.feed.http.Authorization;
import dev.healthevents.feed.http.EntraSettings;
import dev.healthevents.feed.http.HttpLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes credentials of what a route's URI says, and says what is wrong with it without showing it. */
final class UriAuthorization {

    private final AuthOptions options;
    private final URI url;
    private final HttpLimits limits;
    private final Clock clock;

    private UriAuthorization(AuthOptions options, URI url, HttpLimits limits, Clock clock) {
        this.options = options;
        this.url = url;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * @param headers to send as well
     * @param url of the server that they are for
     * @param limits how long a token endpoint may take, and how it is known over TLS
     */
    static Authorization of(AuthOptions options, Map<String, Object> headers, URI url, HttpLimits limits, Clock clock) {
        Map<String, String> texts = headers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue())));
        return new UriAuthorization(options, url, limits, clock).credentials().with(texts);
    }

    private Authorization credentials() {
        return switch (options.getAuthType()) {
            case "none" -> none();
            case "basic" ->
                Authorization.basic(
                        required("authUsername", options.getAuthUsername()),
                        required("authPassword", options.getAuthPassword()));
            case "bearer" -> Authorization.bearer(required("authToken", options.getAuthToken()));
            case "oauth2", "smart" -> oauth();
            case "entra" -> entra();
            default ->
                throw new IllegalArgumentException("authType is '" + options.getAuthType()
                        + "': set it to one of none, basic, bearer, oauth2, smart, entra");
        };
    }

    /** What was to protect something would be overlooked. */
    private Authorization none() {
        if (options.getAuthUsername() != null
                || options.getAuthPassword() != null
                || options.getAuthToken() != null
                || options.getAuthClientId() != null
                || options.getAuthClientSecret() != null
                || options.getAuthKey() != null) {
            throw new IllegalArgumentException(
                    "There are credentials, but no authType: set it to basic, bearer, oauth2," + " smart or entra");
        }
        return Authorization.none();
    }

    private Authorization oauth() {
        String what = "authType=" + options.getAuthType();
        Library.need("com.nimbusds.oauth2.sdk.TokenRequest", "com.nimbusds:oauth2-oidc-sdk", what);
        return Authorization.oauth(UriOAuthClient.of(options), url, limits, clock);
    }

    private Authorization entra() {
        String what = "authType=entra";
        Library.need("com.azure.identity.DefaultAzureCredential", "com.azure:azure-identity", what);
        String file = options.getAuthCertificateFile();
        if (file != null && options.getAuthClientSecret() != null) {
            throw new IllegalArgumentException("authCertificateFile and authClientSecret are both set: remove one");
        }
        if (file != null || options.getAuthClientSecret() != null) {
            required("authTenantId", options.getAuthTenantId());
            required("authClientId", options.getAuthClientId());
        }
        EntraSettings settings = new EntraSettings(
                options.getAuthTenantId(),
                options.getAuthClientId(),
                options.getAuthClientSecret(),
                file == null ? null : Path.of(file),
                options.getAuthManagedIdentity(),
                options.getAuthScope() == null ? EntraSettings.scopeOf(url) : options.getAuthScope());
        return Authorization.entra(settings, limits, clock);
    }

    /** @throws IllegalArgumentException if it is not there */
    static String required(String option, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(option + " is missing: set it, or choose another authType");
        }
        return value;
    }
}
