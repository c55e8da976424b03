package dev.healthevents.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What DSF 1.9 was seen to do, or does by its source. */
class OldestFirstTest {

    private static final Instant START = Instant.parse("2026-11-22T02:00:00Z");
    private static final Instant END = Instant.parse("2026-11-22T03:00:00Z");

    private HistoryServer server;

    @BeforeEach
    void start() throws IOException {
        server = HistoryServer.start();
        server.oldestFirst();
        server.nextAt("https://dsf.example.org/fhir");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void itPagesByNumberWithAnExactTotalAndLinksToItsOwnIdeaOfItsAddress() throws Exception {
        server.fill(50, START, END);

        JsonNode second = get("/_history?_count=20&_page=2");

        assertThat(second.get("total").asInt()).isEqualTo(50);
        assertThat(relations(second)).containsExactly("self", "first", "previous", "next", "last");
        assertThat(second.at("/link/3/url").asText())
                .isEqualTo("https://dsf.example.org/fhir/_history?_count=20&_page=3");
        assertThat(second.get("entry")).hasSize(20);
        assertThat(relations(get("/_history?_count=20&_page=3"))).doesNotContain("next");
    }

    @Test
    void anEmptyHistoryHasOneLink() throws Exception {
        assertThat(relations(get("/_history"))).containsExactly("self");
    }

    @Test
    void anUpdateNamesItsTypeInTheRequestAndItselfInTheResponse() throws Exception {
        server.create("Patient", "1");
        server.update("Patient", "1");

        JsonNode entry = get("/_history?_elements=id,meta").at("/entry/1");

        assertThat(entry.at("/request/method").asText()).isEqualTo("PUT");
        assertThat(entry.at("/request/url").asText()).isEqualTo("Patient");
        assertThat(entry.at("/response/location").asText())
                .isEqualTo("https://dsf.example.org/fhir/Patient/1/_history/2");
        assertThat(entry.at("/response/lastModified").asText())
                .isEqualTo(entry.at("/resource/meta/lastUpdated").asText());
        assertThat(entry.at("/resource/name").isMissingNode())
                .as("_elements is ignored")
                .isFalse();
    }

    @Test
    void deletesHaveNoResourceAndMayBeHidden() throws Exception {
        server.create("Patient", "1");
        server.delete("Patient", "1");

        JsonNode delete = get("/_history").at("/entry/1");
        server.hideDeletes();

        assertThat(delete.has("resource")).isFalse();
        assertThat(delete.at("/request/url").asText()).isEqualTo("Patient/1/_history/2");
        assertThat(get("/_history").get("total").asInt()).isEqualTo(1);
    }

    @Test
    void aSinceThatIsADateIsIgnoredWithAnOutcomeAmongTheEntries() throws Exception {
        server.create("Patient", "1");

        JsonNode page = get("/_history?_since=2099-01-01");

        assertThat(page.get("total").asInt()).isEqualTo(1);
        assertThat(page.at("/entry/1/search/mode").asText()).isEqualTo("outcome");
        assertThat(send("/_history?_since=garbage").statusCode()).isEqualTo(500);
    }

    @Test
    void linksRepeatOnlyTheLastOfSeveralAt() throws Exception {
        server.fill(50, START, END);

        JsonNode page = get("/_history?_at=ge2026-11-22T02:30:00Z&_at=lt2026-11-22T03:00:00Z");

        assertThat(page.get("total").asInt()).isEqualTo(25);
        assertThat(page.at("/link/2/url").asText())
                .isEqualTo("https://dsf.example.org/fhir/_history?_at=lt2026-11-22T03%3A00%3A00Z&_count=20&_page=2");
    }

    private static List<String> relations(JsonNode page) {
        List<String> relations = new ArrayList<>();
        page.get("link").forEach(link -> relations.add(link.get("relation").asText()));
        return relations;
    }

    private JsonNode get(String path) throws Exception {
        return new ObjectMapper().readTree(send(path).body());
    }

    private HttpResponse<String> send(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(server.url() + path)).build(), BodyHandlers.ofString());
    }
}
