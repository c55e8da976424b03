package dev.healthevents.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerTokenCallback;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class EntraKafkaLoginTest {

    private static final OffsetDateTime EXPIRY = OffsetDateTime.parse("2026-11-24T20:00:00Z");
    private static final String SCOPE = "https://clinic.servicebus.windows.net/.default";

    @Test
    void kafkaGetsTheTokenForItsScopeAndItsEnd() throws Exception {
        OAuthBearerTokenCallback callback = new OAuthBearerTokenCallback();

        login(request -> {
                    assertThat(request.getScopes()).containsExactly(SCOPE);
                    return Mono.just(new AccessToken("s3cret", EXPIRY));
                })
                .handle(new Callback[] {callback});

        assertThat(callback.token().value()).isEqualTo("s3cret");
        assertThat(callback.token().lifetimeMs()).isEqualTo(EXPIRY.toInstant().toEpochMilli());
        assertThat(callback.token().toString()).doesNotContain("s3cret");
    }

    @Test
    void noTokenIsToldAsTheSentenceThatSaysWhy() {
        EntraKafkaLogin login =
                login(request -> Mono.error(new UncheckedIOException(new IOException("Entra gave no token"))));

        assertThatThrownBy(() -> login.handle(new Callback[] {new OAuthBearerTokenCallback()}))
                .isInstanceOf(IOException.class)
                .hasMessage("Entra gave no token");
    }

    @Test
    void nothingElseIsAnswered() {
        EntraKafkaLogin login = login(request -> Mono.empty());

        assertThatThrownBy(() -> login.handle(new Callback[] {new NameCallback("who?")}))
                .isInstanceOf(UnsupportedCallbackException.class);
    }

    private static EntraKafkaLogin login(TokenCredential credential) {
        EntraKafkaLogin login = new EntraKafkaLogin();
        login.configure(
                Map.of(EntraKafkaLogin.CREDENTIAL, credential, EntraKafkaLogin.SCOPE, SCOPE), "OAUTHBEARER", List.of());
        return login;
    }
}
