package dev.healthevents.delivery;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerTokenCallback;

/**
 * Signs a Kafka client in to Event Hubs with a token of Microsoft Entra. Kafka makes it by its name, and it finds its
 * credential and scope among the client's settings.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-hubs/azure-event-hubs-apache-kafka-overview">Event Hubs for Apache
 *     Kafka, OAuth 2.0</a>
 */
public final class EntraKafkaLogin implements AuthenticateCallbackHandler {

    /** Setting: a {@link TokenCredential}. */
    public static final String CREDENTIAL = "entra.credential";

    /** Setting: what the token is for. */
    public static final String SCOPE = "entra.scope";

    private TokenCredential credential;
    private String scope;

    @Override
    public void configure(Map<String, ?> settings, String mechanism, List<AppConfigurationEntry> login) {
        credential = (TokenCredential) settings.get(CREDENTIAL);
        scope = (String) settings.get(SCOPE);
    }

    /** @throws IOException if there is no token; a sentence for the operator */
    @Override
    public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
        for (Callback callback : callbacks) {
            if (!(callback instanceof OAuthBearerTokenCallback token)) {
                throw new UnsupportedCallbackException(callback);
            }
            token.token(token());
        }
    }

    private OAuthBearerToken token() throws IOException {
        try {
            AccessToken token = credential.getTokenSync(new TokenRequestContext().addScopes(scope));
            return new EntraToken(
                    token.getToken(), scope, token.getExpiresAt().toInstant().toEpochMilli());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() {}

    /** As Kafka wants it. Whose it is, the service sees in the token. */
    private record EntraToken(String value, String forWhat, long lifetimeMs) implements OAuthBearerToken {

        @Override
        public Set<String> scope() {
            return Set.of(forWhat);
        }

        @Override
        public String principalName() {
            return "health-events";
        }

        @Override
        public Long startTimeMs() {
            return null;
        }

        /** Without the token. */
        @Override
        public String toString() {
            return "EntraToken[scope=" + forWhat + "]";
        }
    }
}
