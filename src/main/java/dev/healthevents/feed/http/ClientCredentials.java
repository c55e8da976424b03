package dev.healthevents.feed.http;

import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.PlainClientSecret;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import dev.healthevents.feed.FeedException;
import java.net.URI;
import java.util.List;

/**
 * Tokens for a client itself, without a user.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-4.4">RFC 6749, section 4.4</a>
 */
final class ClientCredentials implements TokenSource {

    private final TokenUrl tokenUrl;
    private final ClientProof proof;
    private final String scope;
    private final String audience;
    private final TokenEndpoint endpoint;

    /**
     * @param scope what to ask for, with spaces between, or {@code null} for what the server gives by itself
     * @param audience for servers that ask for it, or {@code null}
     */
    ClientCredentials(TokenUrl tokenUrl, ClientProof proof, String scope, String audience, TokenEndpoint endpoint) {
        this.tokenUrl = tokenUrl;
        this.proof = proof;
        this.scope = scope;
        this.audience = audience;
        this.endpoint = endpoint;
    }

    @Override
    public Token request() throws FeedException {
        URI url = tokenUrl.find();
        ClientAuthentication client = proof.at(url);
        TokenRequest.Builder request = new TokenRequest.Builder(url, client, new ClientCredentialsGrant());
        if (scope != null) {
            request.scope(Scope.parse(scope));
        }
        if (audience != null) {
            request.customParameter("audience", audience);
        }
        return endpoint.request(request.build(), secrets(client));
    }

    private static List<String> secrets(ClientAuthentication client) {
        if (client instanceof PrivateKeyJWT signed) {
            return List.of(signed.getClientAssertion().serialize());
        }
        String secret = ((PlainClientSecret) client).getClientSecret().getValue();
        return client instanceof ClientSecretBasic basic
                ? List.of(basic.toHTTPAuthorizationHeader().replaceFirst("^Basic ", ""), secret)
                : List.of(secret);
    }
}
