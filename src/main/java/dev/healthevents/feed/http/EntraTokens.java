package dev.healthevents.feed.http;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.FixedDelay;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.identity.AadCredentialBuilderBase;
import com.azure.identity.ClientCertificateCredentialBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.CredentialBuilderBase;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import dev.healthevents.feed.FeedException;
import java.time.Duration;
import java.util.List;

/**
 * Tokens of Microsoft Entra by azure-identity, whose many classes are loaded only where this is used. Each time by a new credential, since one that is kept would go on giving a token that a server has refused. A managed
 * identity's token is kept by its endpoint and by azure-identity all the same.
 *
 * @see <a href="https://learn.microsoft.com/azure/developer/java/sdk/authentication/overview">Azure Identity for
 *     Java</a>
 */
final class EntraTokens implements TokenSource {

    private final EntraSettings settings;
    private final HttpClient client;
    private final String authority;

    EntraTokens(EntraSettings settings, HttpLimits limits) {
        this(
                settings,
                new JdkHttpClientBuilder()
                        .connectionTimeout(limits.connectTimeout())
                        .responseTimeout(limits.requestTimeout())
                        .build(),
                null);
    }

    /** @param authority another than Microsoft's own, or {@code null} */
    EntraTokens(EntraSettings settings, HttpClient client, String authority) {
        this.settings = settings;
        this.client = client;
        this.authority = authority;
    }

    @Override
    public Token request() throws FeedException {
        try {
            AccessToken token = credential().getTokenSync(new TokenRequestContext().addScopes(settings.scope()));
            return new Token(token.getToken(), token.getExpiresAt().toInstant());
        } catch (RuntimeException e) {
            // Without its cause: what azure-identity and Entra say may quote the request.
            throw new FeedException(refusal(settings.scope(), e));
        }
    }

    /** In a sentence for the operator, without secrets. */
    String refusal(String scope, RuntimeException e) {
        return "Microsoft Entra gave no token for " + scope + " (" + words(e)
                + "); check `tenant-id`, `client-id` and what goes with them under `auth`";
    }

    TokenCredential credential() {
        if (settings.clientSecret() != null) {
            return application(new ClientSecretCredentialBuilder())
                    .clientSecret(settings.clientSecret())
                    .build();
        }
        if (settings.certificate() != null) {
            return application(new ClientCertificateCredentialBuilder())
                    .pemCertificate(settings.certificate().toString())
                    .build();
        }
        if (settings.managedIdentity() != null) {
            boolean system = settings.managedIdentity().equals(EntraSettings.SYSTEM_ASSIGNED);
            return patient(new ManagedIdentityCredentialBuilder())
                    .clientId(system ? null : settings.managedIdentity())
                    .build();
        }
        DefaultAzureCredentialBuilder found = patient(new DefaultAzureCredentialBuilder());
        if (settings.tenantId() != null) {
            found.tenantId(settings.tenantId());
        }
        if (settings.clientId() != null) {
            found.managedIdentityClientId(settings.clientId()).workloadIdentityClientId(settings.clientId());
        }
        return found.build();
    }

    private <B extends AadCredentialBuilderBase<B>> B application(B builder) {
        patient(builder).tenantId(settings.tenantId()).clientId(settings.clientId());
        return authority == null ? builder : builder.authorityHost(authority).disableInstanceDiscovery();
    }

    /** The source asks again by itself, so that is not done here as well. */
    private <B extends CredentialBuilderBase<B>> B patient(B builder) {
        return builder.httpClient(client).retryPolicy(new RetryPolicy(new FixedDelay(0, Duration.ofMillis(1))));
    }

    private String words(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String words = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return ServerWords.tidy(words, settings.clientSecret() == null ? List.of() : List.of(settings.clientSecret()));
    }
}
