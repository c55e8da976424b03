package dev.healthevents.camel.source;

import static dev.healthevents.camel.source.UriAuthorization.required;

import dev.healthevents.feed.http.OAuthClient;
import java.net.URI;

/** Makes OAuth clients of what a route's URI says. Loaded only where one is asked for: its library may not be there. */
final class UriOAuthClient {

    private static final String SMART_SCOPE = "system/*.rs";

    private UriOAuthClient() {}

    static OAuthClient of(AuthOptions options) {
        boolean smart = options.getAuthType().equals("smart");
        String id = required("authClientId", options.getAuthClientId());
        if (smart) {
            String scope = options.getAuthScope() == null ? SMART_SCOPE : options.getAuthScope();
            return new OAuthClient(tokenUrl(options.getAuthTokenUrl()), id, UriSigningKey.of(options), scope, null);
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
}
