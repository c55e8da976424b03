package dev.healthevents.feed.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.http.OAuthClient.ClientSecret;
import dev.healthevents.feed.http.RecordedServer.Answer;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that wants tokens, the token endpoint, and what goes between the three of us. */
class OAuthSourceTest {

    private static final String SECRET = "s3cret: with/all+sorts%of é";

    private final SetClock clock = new SetClock();
    private final AuthorizationServer tokens =
            new AuthorizationServer(clock, Duration.ofMinutes(5), "read", new SecretCheck("me", SECRET, false));
    private final RecordedServer fhir = RecordedServer.judging(
            asked -> tokens.accepts(asked.header("Authorization")) ? Answer.json("{}") : Answer.of(401, "no " + asked));

    @AfterEach
    void stop() {
        tokens.close();
        fhir.close();
    }

    @Test
    void oneTokenServesManyRequests() throws Exception {
        try (FeedClient client = client(authorization(SECRET))) {
            get(client);
            get(client);
        }
        assertThat(tokens.requests()).isEqualTo(1);
        assertThat(fhir.asked()).hasSize(2);
    }

    @Test
    void aTokenIsRenewedBeforeItEndsSoThatNoRequestIsRefused() throws Exception {
        try (FeedClient client = client(authorization(SECRET))) {
            for (int seconds = 0; seconds < 900; seconds += 15) {
                get(client);
                clock.forward(Duration.ofSeconds(15));
            }
        }
        assertThat(fhir.asked()).hasSize(60);
        assertThat(tokens.requests()).isEqualTo(4);
    }

    @Test
    void aTokenThatWasTakenBackIsRenewedAndTheRequestRepeated() throws Exception {
        try (FeedClient client = client(authorization(SECRET))) {
            get(client);
            tokens.revoke();
            get(client);
        }
        assertThat(tokens.requests()).isEqualTo(2);
        assertThat(fhir.asked()).hasSize(3);
    }

    @Test
    void aNewTokenThatIsRefusedAsWellIsNotRenewedAgain() {
        try (RecordedServer strict = new RecordedServer(uri -> Answer.of(401, ""));
                FeedClient client = FeedClientTest.client(strict.url(), HttpLimits.DEFAULT, authorization(SECRET))) {
            assertThatThrownBy(() -> client.get(strict.url("/fhir"), "application/json", FeedClientTest::count))
                    .isInstanceOfSatisfying(
                            HttpStatusException.class,
                            e -> assertThat(e.status()).isEqualTo(401))
                    .hasMessageContaining("401")
                    .hasMessageContaining("A new token was refused as well: see that `scope` and `audience`")
                    .hasMessageNotContaining("tok-");
            assertThat(strict.asked()).hasSize(2);
            assertThat(tokens.requests()).isEqualTo(2);
        }
    }

    @Test
    void aTokenThatNeverChangesIsSentOnce() {
        try (FeedClient client = client(Authorization.bearer("tok-of-old"))) {
            assertThatThrownBy(() -> get(client)).hasMessageContaining("401").hasMessageNotContaining("A new token");
        }
        assertThat(fhir.asked()).hasSize(1);
    }

    @Test
    void anotherRefusalThanA401IsNotRepeated() {
        try (RecordedServer strict = new RecordedServer(uri -> Answer.of(403, ""));
                FeedClient client = FeedClientTest.client(strict.url(), HttpLimits.DEFAULT, authorization(SECRET))) {
            assertThatThrownBy(() -> client.get(strict.url("/fhir"), "application/json", FeedClientTest::count))
                    .hasMessageContaining("403");
            assertThat(strict.asked()).hasSize(1);
        }
    }

    @Test
    void anotherOriginThatTheServerNamesSeesNoRequest() {
        try (RecordedServer other = new RecordedServer(uri -> Answer.json("{}"));
                RecordedServer server = new RecordedServer(uri ->
                        Answer.of(307, "").with("Location", other.url("/fhir").toString()));
                FeedClient client = FeedClientTest.client(server.url(), HttpLimits.DEFAULT, authorization(SECRET))) {
            assertThatThrownBy(() -> client.get(server.url("/fhir"), "application/json", FeedClientTest::count))
                    .hasMessageContaining("307");
            assertThatThrownBy(() -> client.get(other.url("/fhir"), "application/json", FeedClientTest::count))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    void aWrongSecretIsExplainedWithoutShowingIt() {
        String wrong = "s3cret-but-wrong";
        try (FeedClient client = client(authorization(wrong))) {
            assertThatThrownBy(() -> get(client))
                    .isExactlyInstanceOf(FeedException.class)
                    .hasMessageContaining(
                            tokens.tokenUrl() + " gave no token but 401 (invalid_client: what is Basic ***"
                                    + " or ***?); check `client-id`")
                    .hasNoCause();
        }
        assertThat(fhir.asked()).isEmpty();
    }

    private Authorization authorization(String secret) {
        OAuthClient client = new OAuthClient(tokens.tokenUrl(), "me", new ClientSecret(secret, false), "read", null);
        return Authorization.oauth(client, URI.create("http://fhir.test"), HttpLimits.DEFAULT, clock);
    }

    private FeedClient client(Authorization authorization) {
        return FeedClientTest.client(fhir.url(), HttpLimits.DEFAULT, authorization);
    }

    private void get(FeedClient client) throws FeedException {
        client.get(fhir.url("/fhir"), "application/json", FeedClientTest::count);
    }
}
