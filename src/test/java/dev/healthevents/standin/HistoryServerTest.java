package dev.healthevents.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryServerTest {

    private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");
    private static final Instant END = Instant.parse("2026-11-21T00:00:10Z");

    private final HttpClient client = HttpClient.newHttpClient();
    private HistoryServer server;

    @BeforeEach
    void start() throws IOException {
        server = HistoryServer.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void theNewestChangeComesFirst() throws Exception {
        server.create("Patient", "1000");
        server.update("Patient", "1000");

        assertThat(urls(get("/_history?_since=2020-01-01T00:00:00Z")))
                .containsExactly("Patient/1000/_history/2", "Patient/1000/_history/1");
    }

    @Test
    void aPutOfANewIdIsShownAsAPost() throws Exception {
        server.update("Patient", "cl-1");

        JsonNode entry = get("/_history?_since=2020-01-01T00:00:00Z").at("/entry/0");
        assertThat(entry.at("/request/method").asText()).isEqualTo("POST");
        assertThat(entry.at("/response/status").asText()).isEqualTo("201 Created");
    }

    @Test
    void anUpdateHasItsVersionInUrlEtagAndMeta() throws Exception {
        server.create("Patient", "1000");
        server.update("Patient", "1000");

        JsonNode entry = get("/_history?_count=1").at("/entry/0");
        assertThat(entry.at("/request/url").asText()).isEqualTo("Patient/1000/_history/2");
        assertThat(entry.at("/response/etag").asText()).isEqualTo("W/\"2\"");
        assertThat(entry.at("/resource/meta/versionId").asText()).isEqualTo("2");
    }

    @Test
    void aDeleteHasNeitherAResourceNorATime() throws Exception {
        server.create("Patient", "1000");
        HistoryEntry deleted = server.delete("Patient", "1000");

        JsonNode entry = get("/_history?_count=1").at("/entry/0");
        assertThat(entry.has("resource")).isFalse();
        assertThat(entry.toString())
                .doesNotContain(EntryRenderer.time(deleted.lastUpdated()).substring(0, 10));
        assertThat(entry.at("/response/status").asText()).isEqualTo("200 OK");
    }

    @Test
    void readingADeletedVersionTellsItsTime() throws Exception {
        server.create("Patient", "1000");
        HistoryEntry deleted = server.delete("Patient", "1000");

        HttpResponse<String> answer = send("/Patient/1000/_history/2");
        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(answer.body()).contains("Resource was deleted at " + EntryRenderer.time(deleted.lastUpdated()));
    }

    @Test
    void aWriteAfterADeleteIsAnUpdate() throws Exception {
        server.create("Patient", "1000");
        server.delete("Patient", "1000");

        assertThat(server.update("Patient", "1000").line()).startsWith("Patient/1000/_history/3 UPDATE");
    }

    @Test
    void sinceIncludesItsInstant() throws Exception {
        server.fill(10, START, END);

        assertThat(get("/_history?_since=2026-11-21T00:00:08.000Z").at("/entry"))
                .hasSize(2);
        assertThat(get("/_history?_since=2026-11-21T00:00:08.001Z").at("/entry"))
                .hasSize(1);
    }

    @Test
    void atClosesAWindowAtBothEnds() throws Exception {
        server.fill(10, START, END);

        assertThat(get("/_history?_at=ge2026-11-21T00:00:02.000Z&_at=le2026-11-21T00:00:04.000Z")
                        .at("/entry"))
                .hasSize(3);
        assertThat(get("/_history?_at=gt2026-11-21T00:00:02.000Z&_at=lt2026-11-21T00:00:04.000Z")
                        .at("/entry"))
                .hasSize(1);
        assertThat(get("/_history?_at=2026-11-21").at("/entry")).hasSize(10);
    }

    @Test
    void atAndSinceTogetherAreRefused() throws Exception {
        HttpResponse<String> answer = send("/_history?_at=ge2026-11-21&_since=2026-11-21T00:00:00Z");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("HAPI-0553");
    }

    @Test
    void sinceWithADateOnlyIsRefused() throws Exception {
        assertThat(send("/_history?_since=2026-11-21").body()).contains("HAPI-1885");
    }

    @Test
    void aFullLastPageLinksToAnEmptyOne() throws Exception {
        server.fill(20, START, END);

        JsonNode last = get("/_history?_since=2026-11-21T00:00:00Z&_count=20");
        JsonNode empty = follow(last);
        assertThat(empty.has("entry")).isFalse();
        assertThat(next(empty)).isNull();
    }

    @Test
    void allPagesTogetherHoldTheWholeHistory() throws Exception {
        server.fill(1234, START, END);

        List<String> found = new ArrayList<>();
        for (JsonNode page = get("/_history?_since=2026-11-21T00:00:00Z&_count=100");
                page != null;
                page = follow(page)) {
            found.addAll(urls(page));
        }
        Collections.reverse(found);
        assertThat(found)
                .isEqualTo(server.history().stream()
                        .map(entry -> entry.type() + "/" + entry.id() + "/_history/" + entry.version())
                        .toList());
    }

    @Test
    void aTotalIsCountedOnlyWithoutSinceAndAt() throws Exception {
        server.fill(30, START, END);

        assertThat(get("/_history").at("/total").asInt()).isEqualTo(30);
        assertThat(get("/_history?_since=2026-11-21T00:00:00Z").has("total")).isFalse();
    }

    @Test
    void aPageHoldsTwentyUnlessAskedAndNeverMoreThanTheMaximum() throws Exception {
        server.fill(300, START, END);

        assertThat(get("/_history").at("/entry")).hasSize(20);
        server.maxPageSize(200);
        assertThat(get("/_history?_count=1000").at("/entry")).hasSize(200);
    }

    @Test
    void elementsLeaveOnlyIdAndMeta() throws Exception {
        server.create("Patient", "1000");

        JsonNode resource = get("/_history?_elements=id,meta").at("/entry/0/resource");
        assertThat(resource.fieldNames()).toIterable().containsExactly("resourceType", "id", "meta");
    }

    @Test
    void aFullEntryIsAboutTwoKilobytesWithItsNarrative() throws Exception {
        server.create("Patient", "1000");
        server.create("Observation", "1001");

        for (JsonNode entry : get("/_history").at("/entry")) {
            assertThat(entry.toString().length()).isBetween(1800, 2400);
            assertThat(entry.at("/resource/text/div").asText()).contains("http://www.w3.org/1999/xhtml");
        }
    }

    @Test
    void changesOfATransactionShareTheirTime() {
        List<HistoryEntry> written =
                server.transaction(List.of(Write.create("Patient", "1"), Write.create("Observation", "2")));

        assertThat(written)
                .extracting(HistoryEntry::lastUpdated)
                .containsOnly(written.get(0).lastUpdated());
    }

    @Test
    void aLateCommitAppearsBehindWhatWasAlreadyShown() throws Exception {
        server.create("Patient", "shown");
        server.commitLate(Duration.ofSeconds(9), List.of(Write.create("Patient", "late")));

        assertThat(urls(get("/_history"))).containsExactly("Patient/shown/_history/1", "Patient/late/_history/1");
    }

    @Test
    void pagesMoveWhenSomethingIsWrittenMeanwhile() throws Exception {
        server.create("Patient", "1");
        server.create("Patient", "2");
        JsonNode first = get("/_history?_count=1");
        server.create("Patient", "3");

        assertThat(urls(follow(first))).isEqualTo(urls(first));
    }

    @Test
    void aTypeHasAHistoryOfItsOwn() throws Exception {
        server.create("Patient", "1");
        server.create("Observation", "2");

        assertThat(urls(get("/Patient/_history"))).containsExactly("Patient/1/_history/1");
    }

    @Test
    void aPageIsGzippedWhenAskedFor() throws Exception {
        server.create("Patient", "1000");
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/_history"))
                .header("Accept-Encoding", "gzip")
                .build();

        HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(new ObjectMapper()
                        .readTree(new GZIPInputStream(answer.body()))
                        .at("/type")
                        .asText())
                .isEqualTo("history");
    }

    private JsonNode get(String pathAndQuery) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(send(pathAndQuery).body());
    }

    private HttpResponse<String> send(String pathAndQuery) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.url() + pathAndQuery)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String next(JsonNode page) {
        for (JsonNode link : page.at("/link")) {
            if (link.at("/relation").asText().equals("next")) {
                return link.at("/url").asText();
            }
        }
        return null;
    }

    private JsonNode follow(JsonNode page) throws IOException, InterruptedException {
        String next = next(page);
        return next == null ? null : get(next.substring(server.url().length()));
    }

    private static List<String> urls(JsonNode page) {
        List<String> urls = new ArrayList<>();
        page.at("/entry").forEach(entry -> urls.add(entry.at("/request/url").asText()));
        return urls;
    }
}
