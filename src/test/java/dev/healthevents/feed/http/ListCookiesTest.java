package dev.healthevents.feed.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.feed.http.RecordedServer.Answer;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListCookiesTest {

    @Test
    void withinAListACookieGoesBack() throws Exception {
        assertThat(cookiesSentAfter("NODE=one; Path=/; HttpOnly", "/fhir/_history"))
                .isEqualTo("NODE=one");
    }

    @Test
    void outsideOfAListNoCookieIsSent() throws Exception {
        try (RecordedServer server = setting("NODE=one");
                FeedClient client = client(server, Authorization.none())) {
            get(client, server, "/fhir/_history");
            get(client, server, "/fhir/_history");

            assertThat(cookies(server)).containsOnlyNulls();
        }
    }

    @Test
    void theNextListBeginsWithoutCookies() throws Exception {
        try (RecordedServer server = setting("NODE=one");
                FeedClient client = client(server, Authorization.none())) {
            client.beginList();
            get(client, server, "/fhir/_history");
            client.endList();
            client.beginList();
            get(client, server, "/fhir/_history");

            assertThat(cookies(server)).containsOnlyNulls();
        }
    }

    @Test
    void aCookieForTlsOnlyIsNotSentWithoutIt() throws Exception {
        assertThat(cookiesSentAfter("NODE=one; Secure", "/fhir/_history")).isNull();
    }

    @Test
    void aCookieForAnotherHostIsNotKept() throws Exception {
        assertThat(cookiesSentAfter("NODE=one; Domain=example.org", "/fhir/_history"))
                .isNull();
    }

    @Test
    void aCookieForAnotherPathIsNotSentThere() throws Exception {
        assertThat(cookiesSentAfter("NODE=one; Path=/admin", "/fhir/_history")).isNull();
    }

    @Test
    void aCookieThatHasEndedIsNotSent() throws Exception {
        assertThat(cookiesSentAfter("NODE=one; Max-Age=0", "/fhir/_history")).isNull();
    }

    @Test
    void whatIsNoCookieIsPassedOver() throws Exception {
        assertThat(cookiesSentAfter("; ; =", "/fhir/_history")).isNull();
    }

    @Test
    void itJoinsACookieThatIsConfigured() throws Exception {
        try (RecordedServer server = setting("NODE=one");
                FeedClient client = client(server, () -> Map.of("Cookie", "own=1"))) {
            client.beginList();
            get(client, server, "/fhir/_history");
            get(client, server, "/fhir/_history");

            assertThat(cookies(server)).containsExactly("own=1", "own=1; NODE=one");
        }
    }

    private static String cookiesSentAfter(String set, String path) throws Exception {
        try (RecordedServer server = setting(set);
                FeedClient client = client(server, Authorization.none())) {
            client.beginList();
            get(client, server, path);
            get(client, server, path);
            return cookies(server)[1];
        }
    }

    private static RecordedServer setting(String cookie) {
        return new RecordedServer(uri -> Answer.json("{}").with("Set-Cookie", cookie));
    }

    private static FeedClient client(RecordedServer server, Authorization authorization) {
        return new FeedClient(server.url(), HttpLimits.DEFAULT, authorization, Clock.systemUTC());
    }

    private static void get(FeedClient client, RecordedServer server, String path) throws Exception {
        client.get(server.url(path), "application/json", (json, date) -> json.readAllBytes());
    }

    private static String[] cookies(RecordedServer server) {
        return Stream.of(server.asked().toArray(RecordedServer.Asked[]::new))
                .map(asked -> asked.header("Cookie"))
                .toArray(String[]::new);
    }
}
