package dev.healthevents.camel.azure.eventgrid;

import com.azure.core.credential.AzureKeyCredential;
import com.azure.core.credential.SimpleTokenCache;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.policy.AzureKeyCredentialPolicy;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;
import com.azure.identity.DefaultAzureCredential;
import com.azure.identity.DefaultAzureCredentialBuilder;
import java.net.URI;
import java.util.function.Supplier;
import org.apache.camel.util.ObjectHelper;

/**
 * Puts credentials into requests: by the SDK's own policies, which insist on https; over http on this machine, where
 * {@link TopicEndpoint} allows it, by one that does the same.
 */
final class CredentialPolicies {

    private static final String KEY = "aeg-sas-key";
    private static final HttpHeaderName SAS = HttpHeaderName.fromString("aeg-sas-token");
    private static final String SCOPE = "https://eventgrid.azure.net/.default";

    private CredentialPolicies() {}

    static HttpPipelinePolicy of(EventGridConfiguration configuration) {
        boolean local = TopicEndpoint.localHttp(URI.create(configuration.getTopicEndpoint()));
        return switch (configuration.getCredentialType()) {
            case ACCESS_KEY ->
                ObjectHelper.isNotEmpty(configuration.getSasToken())
                        ? new Header(SAS, configuration::getSasToken)
                        : key(key(configuration), local);
            case AZURE_IDENTITY -> bearer(identity(configuration), local);
            case TOKEN_CREDENTIAL -> bearer(configuration.getTokenCredential(), local);
        };
    }

    /** The text first: Camel puts a credential that it finds in its registry beside it. */
    private static AzureKeyCredential key(EventGridConfiguration configuration) {
        return ObjectHelper.isNotEmpty(configuration.getAccessKey())
                ? new AzureKeyCredential(configuration.getAccessKey())
                : configuration.getAzureKeyCredential();
    }

    private static TokenCredential identity(EventGridConfiguration configuration) {
        return configuration.getTokenCredential() instanceof DefaultAzureCredential given
                ? given
                : new DefaultAzureCredentialBuilder().build();
    }

    private static HttpPipelinePolicy key(AzureKeyCredential key, boolean local) {
        return local ? new Header(HttpHeaderName.fromString(KEY), key::getKey) : new AzureKeyCredentialPolicy(KEY, key);
    }

    private static HttpPipelinePolicy bearer(TokenCredential credential, boolean local) {
        if (!local) {
            return new BearerTokenAuthenticationPolicy(credential, SCOPE);
        }
        SimpleTokenCache tokens =
                new SimpleTokenCache(() -> credential.getToken(new TokenRequestContext().addScopes(SCOPE)));
        return new Header(
                HttpHeaderName.AUTHORIZATION,
                () -> "Bearer " + tokens.getToken().block().getToken());
    }

    private static final class Header extends HttpPipelineSyncPolicy {

        private final HttpHeaderName name;
        private final Supplier<String> value;

        Header(HttpHeaderName name, Supplier<String> value) {
            this.name = name;
            this.value = value;
        }

        @Override
        protected void beforeSendingRequest(HttpPipelineCallContext context) {
            context.getHttpRequest().setHeader(name, value.get());
        }
    }
}
