package dev.healthevents.feed.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.PageWatch;
import dev.healthevents.feed.http.RecordedServer.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedClientTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
    private static final String JSON = "application/json";

    @Test
    void jsonIsReadToItsEnd() throws Exception {
        try (RecordedServer server = new RecordedServer(uri -> Answer.json("{\"a\":1}"))) {
            assertThat(tokens(server.url("/fhir"))).isEqualTo(4);
        }
    }

    @Test
    void gzipIsAskedForAndDecoded() throws Exception {
        try (RecordedServer server =
                new RecordedServer(uri -> Answer.json("{\"a\":1}").gzip())) {
            assertThat(tokens(server.url("/fhir"))).isEqualTo(4);
            assertThat(server.asked().get(0).header("Accept-encoding")).isEqualTo("gzip");
        }
    }

    @Test
    void afterAShortPageTheNextNeedNotBeCompressedAndAfterALongOneItIs() throws Exception {
        String longPage = "[" + " ".repeat(5_000) + "]";
        try (RecordedServer server =
                        new RecordedServer(uri -> Answer.json(uri.getPath().endsWith("long") ? longPage : "[]"));
                FeedClient client = client(server.url(), HttpLimits.DEFAULT, Authorization.none())) {
            for (String path : new String[] {"/short", "/long", "/short"}) {
                client.get(server.url(path), "application/json", FeedClientTest::count);
            }

            assertThat(server.asked())
                    .extracting(asked -> asked.header("Accept-encoding"))
                    .containsExactly("gzip", "identity", "gzip");
        }
    }

    @Test
    void aQuestionInJsonIsPostedWithTheCredentials() throws Exception {
        try (RecordedServer server = new RecordedServer(uri -> Answer.json("[1,2]"));
                FeedClient client = client(server.url(), HttpLimits.DEFAULT, Authorization.bearer("token"))) {
            int tokens = client.post(server.url("/tools"), "{\"a\":1}", FeedClientTest::count);

            assertThat(tokens).isEqualTo(4);
            assertThat(server.asked().get(0).body()).isEqualTo("{\"a\":1}");
            assertThat(server.asked().get(0).header("Content-type")).startsWith("application/json");
            assertThat(server.asked().get(0).header("Authorization")).isEqualTo("Bearer token");
        }
    }

    @Test
    void plainTextIsTakenWhereItIsAskedFor() throws Exception {
        try (RecordedServer server =
                        new RecordedServer(uri -> Answer.of(200, "12").with("Content-Type", "text/plain"));
                FeedClient client = client(server.url(), HttpLimits.DEFAULT, Authorization.none())) {
            assertThat(client.get(server.url("/now"), "text/plain", FeedClientTest::count))
                    .isEqualTo(1);
            assertThatThrownBy(() -> client.get(server.url("/now"), JSON, FeedClientTest::count))
                    .hasMessageContaining("not JSON");
        }
    }

    @Test
    void oneConnectionServesAllRequestsPlainOrCompressed() throws Exception {
        List<Integer> count = new ArrayList<>();
        try (RecordedServer server = new RecordedServer(uri -> {
                    count.add(1);
                    Answer answer = Answer.json("{\"a\":1}");
                    return count.size() % 2 == 0 ? answer.gzip() : answer;
                });
                FeedClient client = client(server.url(), HttpLimits.DEFAULT, Authorization.none())) {
            for (int i = 0; i < 5; i++) {
                client.get(server.url("/" + i), JSON, FeedClientTest::count);
            }
            assertThat(server.asked())
                    .extracting(RecordedServer.Asked::clientPort)
                    .containsOnly(server.asked().get(0).clientPort());
        }
    }

    @Test
    void whoWatchesIsToldOfPagesThatCameAndOfThoseThatDidNot() throws Exception {
        List<String> told = new ArrayList<>();
        try (RecordedServer server = new RecordedServer(
                        uri -> uri.getPath().equals("/good") ? Answer.json("{}") : Answer.json("{"));
                FeedClient client = client(server.url(), HttpLimits.DEFAULT, Authorization.none())) {
            client.watch(new PageWatch() {
                @Override
                public void pageAnswered(Duration took) {
                    told.add("answered");
                }

                @Override
                public void pageFailed() {
                    told.add("failed");
                }
            });
            client.get(server.url("/good"), JSON, FeedClientTest::count);
            assertThatThrownBy(() -> client.get(server.url("/bad"), JSON, FeedClientTest::count))
                    .isInstanceOf(FeedException.class);
        }
        assertThat(told).containsExactly("answered", "failed");
    }

    @Test
    void credentialsAreSentWithEachRequest() throws Exception {
        try (RecordedServer server = new RecordedServer(uri -> Answer.json("{}"));
                FeedClient client = client(server.url(), HttpLimits.DEFAULT, Authorization.basic("me", "pass"))) {
            client.get(server.url("/fhir"), JSON, FeedClientTest::count);
            assertThat(server.asked().get(0).header("Authorization")).isEqualTo("Basic bWU6cGFzcw==");
        }
    }

    @Test
    void anotherOriginIsNeverAsked() {
        try (RecordedServer server = new RecordedServer(uri -> Answer.json("{}"));
                FeedClient client = client(server.url(), HttpLimits.DEFAULT, Authorization.none())) {
            assertThatThrownBy(() -> client.get(URI.create("http://other.test/fhir"), JSON, FeedClientTest::count))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(server.asked()).isEmpty();
        }
    }

    @Test
    void aRedirectIsNotFollowedAndNamesWhereItLeads() {
        try (RecordedServer other = new RecordedServer(uri -> Answer.json("{}"));
                RecordedServer server = new RecordedServer(uri -> Answer.of(302, "")
                        .with("Location", other.url("/login?secret=1").toString()))) {
            assertThat(failure(server.url("/fhir")))
                    .hasMessageContaining("302")
                    .hasMessageContaining(other.url().toString())
                    .hasMessageContaining("set `url`")
                    .hasMessageNotContaining("secret");
            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    void aRefusalSaysToCheckTheCredentialsAndDoesNotEchoThem() {
        String outcome = "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"diagnostics\":\"bad token tok-12345\\n"
                + "for http://h/fhir?patient=7\"}]}";
        try (RecordedServer server = new RecordedServer(
                        uri -> Answer.of(401, outcome).with("Content-Type", "application/fhir+json"));
                FeedClient client = client(server.url(), HttpLimits.DEFAULT, Authorization.bearer("tok-12345\n"))) {
            assertThatThrownBy(() -> client.get(server.url("/fhir?x=topsecret"), JSON, FeedClientTest::count))
                    .isInstanceOfSatisfying(
                            HttpStatusException.class,
                            e -> assertThat(e.status()).isEqualTo(401))
                    .hasMessageContaining("401 (bad token *** for http://h/fhir?…)")
                    .hasMessageContaining("`auth`")
                    .hasMessageNotContaining("topsecret");
        }
    }

    @Test
    void aNotFoundSaysToCheckTheUrl() {
        assertThat(answered(Answer.of(404, "<html>").with("Content-Type", "text/html")))
                .hasMessageContaining("404 (Not Found)")
                .hasMessageContaining("check `url`");
    }

    @Test
    void retryAfterInSecondsIsHandedOn() {
        assertThat(answered(Answer.of(503, "").with("Retry-After", "120")).retryAfter())
                .isEqualTo(Duration.ofSeconds(120));
    }

    @Test
    void retryAfterAsADateIsHandedOnAsAWait() {
        assertThat(answered(Answer.of(429, "").with("Retry-After", "Sun, 22 Nov 2026 12:01:30 GMT"))
                        .retryAfter())
                .isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void htmlIsCalledHtml() {
        assertThat(answered(Answer.of(200, "<html>").with("Content-Type", "text/html; charset=utf-8")))
                .hasMessageContaining("answered HTML (text/html), not JSON");
    }

    @Test
    void htmlThatClaimsToBeJsonIsCalledMarkup() {
        assertThat(answered(Answer.json(" <html>"))).hasMessageContaining("answered markup");
    }

    @Test
    void anotherContentTypeIsNamed() {
        assertThat(answered(Answer.of(200, "x").with("Content-Type", "application/fhir+xml")))
                .hasMessageContaining("answered application/fhir+xml, not JSON");
    }

    @Test
    void anEmptyAnswerIsCalledSo() {
        assertThat(answered(Answer.of(204, ""))).hasMessageContaining("204 with nothing in it");
    }

    @Test
    void invalidJsonIsLocatedButNotQuoted() {
        assertThat(answered(Answer.json("{\"a\": Mustermann}")))
                .hasMessageContaining("not valid JSON, at line 1, column")
                .hasMessageNotContaining("Mustermann")
                .hasNoCause();
    }

    @Test
    void jsonThatEndsEarlyWasCutShort() {
        assertThat(answered(Answer.json("{\"a\":"))).hasMessageContaining("was cut short after 5 bytes");
    }

    @Test
    void moreThanTheLimitIsNotRead() throws Exception {
        HttpLimits limits = new HttpLimits(Duration.ofSeconds(5), Duration.ofSeconds(5), 1000);
        Answer answer = Answer.json("[" + " ".repeat(100_000) + "]").gzip();
        try (RecordedServer server = new RecordedServer(uri -> answer);
                FeedClient client = client(server.url(), limits, Authorization.none())) {
            assertThatThrownBy(() -> client.get(server.url("/"), JSON, FeedClientTest::count))
                    .hasMessageContaining("more than 1000 bytes")
                    .hasMessageContaining("page-size");
        }
    }

    /** HAPI's refusal is some hundred bytes; to compress them costs it more than to send them. */
    @Test
    void whatIsGoneIsNotAskedForCompressed() throws Exception {
        try (RecordedServer server = new RecordedServer(uri -> Answer.of(410, "gone"));
                FeedClient client = client(server.url(), HttpLimits.DEFAULT, Authorization.none())) {
            client.get(server.url("/"), JSON, new ExpectsGone());

            assertThat(server.asked().get(0).header("Accept-encoding")).isEqualTo("identity");
        }
    }

    private static final class ExpectsGone implements PageReader<String> {

        @Override
        public String read(InputStream json, Instant date) {
            return "there";
        }

        @Override
        public boolean expectsGone() {
            return true;
        }

        @Override
        public String gone(String words) {
            return words;
        }
    }

    @Test
    void aClosedClientSaysSo() {
        FeedClient client = client(URI.create("http://127.0.0.1"), HttpLimits.DEFAULT, Authorization.none());
        client.close();
        assertThatThrownBy(() -> client.get(URI.create("http://127.0.0.1/"), JSON, FeedClientTest::count))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("was closed");
    }

    private static FeedException answered(Answer answer) {
        try (RecordedServer server = new RecordedServer(uri -> answer)) {
            return failure(server.url("/fhir"));
        }
    }

    private static FeedException failure(URI url) {
        return catchThrowableOfType(FeedException.class, () -> tokens(url));
    }

    private static int tokens(URI url) throws FeedException {
        try (FeedClient client = client(url, HttpLimits.DEFAULT, Authorization.none())) {
            return client.get(url, JSON, FeedClientTest::count);
        }
    }

    static FeedClient client(URI base, HttpLimits limits, Authorization authorization) {
        return new FeedClient(base, limits, authorization, NOON);
    }

    static int count(InputStream in, Instant date) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(in)) {
            int tokens = 0;
            while (parser.nextToken() != null) {
                tokens++;
            }
            return tokens;
        }
    }
}
