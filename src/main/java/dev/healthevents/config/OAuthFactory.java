package dev.healthevents.config;

import static dev.healthevents.config.AuthKeys.required;

import dev.healthevents.feed.http.OAuthClient;
import java.net.URI;
import java.net.URISyntaxException;

/** Makes OAuth clients of what is configured, and says what is wrong with it without showing it. */
final class OAuthFactory {

    /** Everything that can be read and searched, as SMART 2 writes it. */
    private static final String SMART_SCOPE = "system/*.rs";

    private OAuthFactory() {}

    /** Client credentials with a secret. */
    static OAuthClient withSecret(String key, AuthProperties auth) {
        String method =
                auth.clientAuthenticationMethod() == null ? "client_secret_basic" : auth.clientAuthenticationMethod();
        if (!method.equals("client_secret_basic") && !method.equals("client_secret_post")) {
            throw new WrongConfigurationException(
                    key + ".client-authentication-method",
                    "is '" + method + "'",
                    "Set it to client_secret_basic or client_secret_post, or the type to smart for a signed assertion");
        }
        return new OAuthClient(
                tokenUrl(key, required(key + ".token-url", auth.tokenUrl())),
                required(key + ".client-id", auth.clientId()),
                new OAuthClient.ClientSecret(
                        required(key + ".client-secret", auth.clientSecret()), method.equals("client_secret_post")),
                auth.scope(),
                auth.audience());
    }

    /** SMART Backend Services. */
    static OAuthClient smart(String key, AuthProperties auth) {
        return new OAuthClient(
                auth.tokenUrl() == null ? null : tokenUrl(key, auth.tokenUrl()),
                required(key + ".client-id", auth.clientId()),
                SigningKeyFile.read(key, auth.keyFile(), auth.keyId()),
                auth.scope() == null ? SMART_SCOPE : auth.scope(),
                null);
    }

    private static URI tokenUrl(String key, String value) {
        try {
            URI url = new URI(value.strip());
            new OAuthClient(url, "", null, null, null);
            return url;
        } catch (URISyntaxException | IllegalArgumentException e) {
            // Without its cause, which shows all of the URL, and so perhaps a password.
            throw new WrongConfigurationException(
                    key + ".token-url",
                    "is no https URL without user name and #",
                    "Set it to the token endpoint, such as https://login.example.org/token; http is allowed on this"
                            + " machine only");
        }
    }
}
