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
 * Tokens of Microsoft Entra by azure-identity, none of whose classes is loaded before the first of them is asked for.
 * Each time by a new credential, since one that is kept would go on giving a token that a server has refused. A managed
 * identity's token is kept by its endpoint and by azure-identity all the same.
 *
 * @see <a href="https://learn.microsoft.com/azure/developer/java/sdk/authentication/overview">Azure Identity for
 *     Java</a>
 */
final class EntraTokens implements TokenSource {

    private final EntraSettings settings;
    private final HttpLimits limits;

    EntraTokens(EntraSettings settings, HttpLimits limits) {
        this.settings = settings;
        this.limits = limits.forSmallAnswers();
    }

    @Override
    public Token request() throws FeedException {
        try {
            AccessToken token =
                    credential(client(), null).getTokenSync(new TokenRequestContext().addScopes(settings.scope()));
            return new Token(token.getToken(), token.getExpiresAt().toInstant());
        } catch (RuntimeException e) {
            // Without its cause: what azure-identity and Entra say may quote the request.
            throw new FeedException("Microsoft Entra gave no token for " + settings.scope() + " (" + words(e)
                    + "); check `tenant-id`, `client-id` and what goes with them under `auth`");
        }
    }

    private HttpClient client() {
        return new JdkHttpClientBuilder()
                .connectionTimeout(limits.connectTimeout())
                .responseTimeout(limits.requestTimeout())
                .build();
    }

    /** @param authority another than Microsoft's own, or {@code null} */
    TokenCredential credential(HttpClient client, String authority) {
        if (settings.clientSecret() != null) {
            return application(new ClientSecretCredentialBuilder(), client, authority)
                    .clientSecret(settings.clientSecret())
                    .build();
        }
        if (settings.certificate() != null) {
            return application(new ClientCertificateCredentialBuilder(), client, authority)
                    .pemCertificate(settings.certificate().toString())
                    .build();
        }
        if (settings.managedIdentity() != null) {
            boolean system = settings.managedIdentity().equals(EntraSettings.SYSTEM_ASSIGNED);
            return patient(new ManagedIdentityCredentialBuilder(), client)
                    .clientId(system ? null : settings.managedIdentity())
                    .build();
        }
        DefaultAzureCredentialBuilder found = patient(new DefaultAzureCredentialBuilder(), client);
        if (settings.tenantId() != null) {
            found.tenantId(settings.tenantId());
        }
        if (settings.clientId() != null) {
            found.managedIdentityClientId(settings.clientId()).workloadIdentityClientId(settings.clientId());
        }
        return found.build();
    }

    private <B extends AadCredentialBuilderBase<B>> B application(B builder, HttpClient client, String authority) {
        patient(builder, client).tenantId(settings.tenantId()).clientId(settings.clientId());
        return authority == null ? builder : builder.authorityHost(authority).disableInstanceDiscovery();
    }

    /** The source asks again by itself, so that is not done here as well. */
    private static <B extends CredentialBuilderBase<B>> B patient(B builder, HttpClient client) {
        return builder.httpClient(client).retryPolicy(new RetryPolicy(new FixedDelay(0, Duration.ofMillis(1))));
    }

    private String words(Throwable failure) {
        Throwable root = failure;
        String words = null;
        for (int depth = 0; root != null && depth < 10; depth++) {
            words = root.getMessage() == null ? words : root.getMessage();
            words = root.getCause() == null && root.getMessage() == null
                    ? root.getClass().getSimpleName()
                    : words;
            root = root.getCause();
        }
        return ServerWords.tidy(words, settings.clientSecret() == null ? List.of() : List.of(settings.clientSecret()));
    }
}
