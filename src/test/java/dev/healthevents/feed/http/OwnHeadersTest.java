package dev.healthevents.feed.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.feed.http.RecordedServer.Answer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnHeadersTest {

    @Test
    void theyAreSentBesideTheCredentials() throws Exception {
        Authorization authorization = Authorization.bearer("t").with(Map.of("X-Api-Key", "k e y"));
        try (RecordedServer server = new RecordedServer(uri -> Answer.json("{}"));
                FeedClient client = FeedClientTest.client(server.url(), HttpLimits.DEFAULT, authorization)) {
            client.get(server.url("/fhir"), "application/json", FeedClientTest::count);
            assertThat(server.asked().get(0).header("X-api-key")).isEqualTo("k e y");
            assertThat(server.asked().get(0).header("Authorization")).isEqualTo("Bearer t");
        }
    }

    @Test
    void aServerThatEchoesOneDoesNotBringItIntoAnError() {
        Authorization authorization = Authorization.none().with(Map.of("X-Api-Key", "first second"));
        try (RecordedServer server = RecordedServer.judging(
                        asked -> Answer.of(403, "{\"message\":\"no " + asked.header("X-api-key") + "\"}")
                                .with("Content-Type", "application/json"));
                FeedClient client = FeedClientTest.client(server.url(), HttpLimits.DEFAULT, authorization)) {
            assertThatThrownBy(() -> client.get(server.url("/fhir"), "application/json", FeedClientTest::count))
                    .hasMessageContaining("403 (no ***)");
        }
    }

    @Test
    void aPasswordThatIsEchoedDoesNotComeIntoAnError() {
        Authorization authorization = Authorization.basic("joe", "hunter22");
        try (RecordedServer server = new RecordedServer(uri -> Answer.of(401, "{\"message\":\"joe is not hunter22\"}")
                        .with("Content-Type", "application/json"));
                FeedClient client = FeedClientTest.client(server.url(), HttpLimits.DEFAULT, authorization)) {
            assertThatThrownBy(() -> client.get(server.url("/fhir"), "application/json", FeedClientTest::count))
                    .hasMessageContaining("401 (joe is not ***)");
        }
    }

    @Test
    void aTokenBesideThemIsRenewedWhenItIsRefused() throws Exception {
        AtomicInteger tokens = new AtomicInteger();
        SetClock clock = new SetClock();
        Authorization authorization = new TokenAuthorization(
                        () -> new Token(
                                "t" + tokens.incrementAndGet(), clock.instant().plusSeconds(600)),
                        clock)
                .with(Map.of("X-Api-Key", "key"));
        assertThat(authorization.refused(authorization.headers())).isTrue();
        assertThat(authorization.headers()).containsEntry("Authorization", "Bearer t2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Host", "content-length", "Transfer-Encoding", "Connection", "Accept", "X Key", "X:Key", ""})
    void aNameThatWouldBreakTheRequestIsRefused(String name) {
        assertThatThrownBy(() -> Authorization.none().with(Map.of(name, "s3cret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "s3cret\r\nX-Other: 1", "s3cret\n", "s3cr\u00e9t"})
    void aValueThatWouldBreakTheRequestIsRefused(String value) {
        assertThatThrownBy(() -> Authorization.none().with(Map.of("X-Key", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("s3cr");
    }
}
