package dev.healthevents.feed.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.http.OAuthClient.ClientSecret;
import dev.healthevents.feed.http.RecordedServer.Answer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class TokenEndpointTest {

    private static final HttpLimits HASTY = new HttpLimits(Duration.ofMillis(400), Duration.ofMinutes(1), 1 << 20);

    private final SetClock clock = new SetClock();

    @Test
    void theSecretMayBeSentInTheBody() throws Exception {
        ClientSecret secret = new ClientSecret("s&=cret", true);
        try (AuthorizationServer server =
                new AuthorizationServer(clock, Duration.ofHours(1), null, new SecretCheck("me", "s&=cret", true))) {
            Token token = tokens(new OAuthClient(server.tokenUrl(), "me", secret, null, null))
                    .request();
            assertThat(server.accepts("Bearer " + token.value())).isTrue();
            assertThat(token.expires()).isEqualTo(clock.instant().plus(Duration.ofHours(1)));
        }
    }

    @Test
    void anAudienceIsSentWhereItIsConfigured() throws Exception {
        try (RecordedServer server = new RecordedServer(uri -> token("\"expires_in\":60"))) {
            tokens(new OAuthClient(server.url("/t"), "me", new ClientSecret("s", true), "a b", "https://api"))
                    .request();
            assertThat(server.asked().get(0).body()).contains("audience=https%3A%2F%2Fapi", "scope=a+b");
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`\"expires_in\":60`, 60",
                "`\"expires_in\":60.0`, 60",
                "`\"expires_in\":6e1`, 60",
                "`\"expires_in\":\"60\"`, 60",
                "`\"x\":1`, 300",
                "`\"expires_in\":null`, 300",
                "`\"expires_in\":0`, 300",
                "`\"expires_in\":-1`, 300",
                "`\"expires_in\":864000`, 86400",
                "`\"expires_in\":9223372036854775807`, 86400"
            })
    void aTokenLivesAsLongAsItIsSaidADayAtTheMostAndFiveMinutesWhereNothingIs(String life, int seconds)
            throws Exception {
        try (RecordedServer server = new RecordedServer(uri -> token(life))) {
            assertThat(tokens(server.url("/t")).request().expires())
                    .isEqualTo(clock.instant().plusSeconds(seconds));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>login s3cret",
                "{}",
                "{\"access_token\":7,\"token_type\":\"Bearer\"}",
                "{\"access_token\":null,\"token_type\":\"Bearer\"}",
                "{\"access_token\":\"tok-s3cret\",\"token_type\":\"Bearer\",\"expires_in\":\"soon\"}",
                "{\"access_token\":\"tok-s3cret\",\"token_type\":\"Bearer\",\"expires_in\":true}",
                "[]",
                "null",
                "{\"access_token\":\"tok s3cr\u00e9t\",\"token_type\":\"Bearer\"}"
            })
    void whatIsNoTokenIsRefusedWithoutShowingIt(String body) {
        try (RecordedServer server = new RecordedServer(uri -> Answer.json(body))) {
            assertThat(failure(server.url("/t?key=s3cret")))
                    .hasMessage(server.url("/t") + " answered 200, but no bearer token as OAuth has it; check"
                            + " `token-url`")
                    .hasNoCause();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"access_token\":\"tok-s3cret\"} | its token has no `token_type`, and",
                "{\"access_token\":\"tok-s3cret\",\"token_type\":\"mac\"} | the `token_type` of its token is 'mac', and",
                "{\"access_token\":\"tok-s3cret\",\"token_type\":\"BearerToken\"} | is 'BearerToken', and only Bearer is",
                "{\"access_token\":\"tok-s3cret\",\"token_type\":[\"Bearer\"]} | is no text, and"
            })
    void aTokenOfAnotherTypeIsRefusedWithTheType(String body, String sentence) {
        try (RecordedServer server = new RecordedServer(uri -> Answer.json(body))) {
            assertThat(failure(server.url("/t")))
                    .hasMessageContaining(sentence)
                    .hasMessageNotContaining("s3cret")
                    .hasNoCause();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"error\":\"invalid_scope\"} | 400 (invalid_scope); set `scope`",
                "400 | {\"error\":\"unauthorized_client\",\"error_description\":\"no\"} | (unauthorized_client: no); this "
                        + "client must be allowed the grant",
                "404 | <html> | 404; check `token-url`",
                "302 | | 302, a redirect, which is not followed; set `token-url`",
                "503 | | 503; it will be asked again later"
            })
    void aRefusalSaysWhatToDo(int status, String body, String message) {
        try (RecordedServer server = new RecordedServer(
                uri -> Answer.of(status, body == null ? "" : body).with("Retry-After", "7"))) {
            FeedException failure = failure(server.url("/t"));
            assertThat(failure).hasMessageContaining(message);
            assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(7));
        }
    }

    @Test
    void aRedirectIsNotFollowedWithTheSecret() {
        try (RecordedServer other = new RecordedServer(uri -> token("\"expires_in\":60"));
                RecordedServer server = new RecordedServer(
                        uri -> Answer.of(307, "").with("Location", other.url().toString()))) {
            failure(server.url("/t"));
            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    void anAnswerThatIsTooLargeIsNotRead() {
        try (RecordedServer server = new RecordedServer(uri -> Answer.json(" ".repeat(2 << 20)))) {
            assertThat(failure(server.url("/t"))).hasMessageContaining("more than 1048576 bytes");
        }
    }

    @Test
    void anEndpointThatOnlyDripsIsGivenUpAfterTheRequestTimeout() throws Exception {
        try (RawServer server = new RawServer((out, gone) -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n{".getBytes(StandardCharsets.US_ASCII));
            while (!gone.await(50, TimeUnit.MILLISECONDS)) {
                out.write(' ');
                out.flush();
            }
        })) {
            assertThat(failure(server.url("/t"))).hasMessageContaining("did not answer in full within 400 ms");
        }
    }

    @Test
    void anEndpointThatIsAwayIsNamedWithItsKey() {
        assertThat(failure(URI.create("http://127.0.0.1:1/t")))
                .hasMessageContaining("nothing accepts connections at http://127.0.0.1:1; see that it is running"
                        + " and that `token-url` is right");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://h.test/t", "ftp://h/t", "https:/t", "https://me:s@h/t", "http://127.0.0.1.evil.test/"})
    void secretsAreNotSentUnprotected(String url) {
        assertThatThrownBy(() -> tokens(URI.create(url))).isInstanceOf(IllegalArgumentException.class);
    }

    private static Answer token(String life) {
        return Answer.json("{\"access_token\":\"t\",\"token_type\":\"Bearer\"," + life + "}");
    }

    private FeedException failure(URI tokenUrl) {
        return catchThrowableOfType(FeedException.class, () -> tokens(tokenUrl).request());
    }

    private TokenSource tokens(URI tokenUrl) {
        return tokens(new OAuthClient(tokenUrl, "me", new ClientSecret("s3cret", false), "read", null));
    }

    private TokenSource tokens(OAuthClient client) {
        return client.tokens(URI.create("http://fhir.test"), HASTY, clock);
    }
}
