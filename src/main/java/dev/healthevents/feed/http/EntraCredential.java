package dev.healthevents.feed.http;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import reactor.core.publisher.Mono;

/**
 * Tokens of Microsoft Entra for Azure's own clients, which ask for one whenever they need one and keep it themselves. No
 * token is an {@link UncheckedIOException} with a sentence for the operator: what azure-identity throws would look like an
 * answer of the service, and may quote the request.
 */
public final class EntraCredential implements TokenCredential {

    private final EntraTokens tokens;
    private final TokenCredential credential;

    public EntraCredential(EntraSettings settings) {
        this.tokens = new EntraTokens(settings, HttpLimits.DEFAULT);
        this.credential = tokens.credential();
    }

    @Override
    public Mono<AccessToken> getToken(TokenRequestContext request) {
        return credential.getToken(request).onErrorMap(RuntimeException.class, e -> none(request, e));
    }

    @Override
    public AccessToken getTokenSync(TokenRequestContext request) {
        try {
            return credential.getTokenSync(request);
        } catch (RuntimeException e) {
            throw none(request, e);
        }
    }

    private UncheckedIOException none(TokenRequestContext request, RuntimeException e) {
        return new UncheckedIOException(new IOException(tokens.refusal(String.join(" ", request.getScopes()), e)));
    }
}
