package dev.healthevents.standin.family;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What LinuxForHealth's server 5 does by its source. */
class LinuxForHealthTest {

    private final FamilyServer server = new FamilyServer(Family.LINUX_FOR_HEALTH);

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-_lastUpdated", "_lastUpdated", "none"})
    void eachPageWithAnEntryLinksOnAndAnEmptyOneEndsIt(String sort) throws Exception {
        fill(5);
        List<Integer> sizes = new ArrayList<>();
        List<String> listed = new ArrayList<>();
        for (String url = "/_history?_count=2&_sort=" + sort; url != null; ) {
            JsonNode page = get(url);
            sizes.add(page.path("entry").size());
            listed.addAll(ids(page));
            url = next(page);
        }

        assertThat(sizes).containsExactly(2, 2, 1, 0);
        assertThat(listed)
                .containsExactlyElementsOf(
                        sort.startsWith("-") ? List.of("4", "3", "2", "1", "0") : List.of("0", "1", "2", "3", "4"));
    }

    @Test
    void theNewestComeFirstAHundredAtATimeAndAThousandAtMost() throws Exception {
        fill(1_100);

        assertThat(get("/_history").get("entry")).hasSize(100);
        assertThat(get("/_history?_count=5000").get("entry")).hasSize(1_000);
        assertThat(get("/_history").at("/entry/0/fullUrl").asText()).endsWith("/Patient/1099");
    }

    @Test
    void itsLinkNamesAllTypesUnlessTheHistoryIsOfOne() throws Exception {
        fill(1);

        assertThat(next(get("/_history"))).contains("&_type=Observation,Patient&");
        assertThat(next(get("/Patient/_history"))).doesNotContain("_type");
    }

    /** The marker leaves out one change only, and the bound includes the others of its time. */
    @Test
    void twoChangesOfOneTimestampLinkToEachOtherWithoutEnd() throws Exception {
        Instant time = Instant.parse("2026-11-29T02:00:00Z");
        server.writeAt("PUT", "Patient", "a", time);
        server.writeAt("PUT", "Patient", "b", time);

        String second = next(get("/_history"));
        String third = next(get(second));

        assertThat(ids(get(second))).containsExactly("a");
        assertThat(ids(get(third))).containsExactly("b");
        assertThat(next(get(third))).isEqualTo(second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"_elements=id", "_at=ge2026", "_page=2", "_sort=id", "_count=ten", "_type=Patien"})
    void whatItDoesNotKnowIsRefused(String parameter) throws Exception {
        assertThat(answer("/_history?" + parameter).statusCode()).isEqualTo(400);
        assertThat(answer("/Patient/_history?" + parameter.replace("_type", "_typ"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aResourcesOwnHistoryHasNumberedPagesAndFailsWithWhatItDoesNotKnow() throws Exception {
        for (int version = 1; version <= 5; version++) {
            server.write("PUT", "Patient", "p");
        }

        JsonNode last = get("/Patient/p/_history?_count=2&_page=3");

        assertThat(last.get("total").asInt()).isEqualTo(5);
        assertThat(last.get("entry")).hasSize(1);
        assertThat(next(last)).isNull();
        assertThat(next(get("/Patient/p/_history?_count=2"))).endsWith("?_count=2&_page=2");
        assertThat(answer("/Patient/p/_history?_sort=none").statusCode()).isEqualTo(500);
    }

    @Test
    void anUndeleteIsCreatedInTheLogOfChangesAndUpdatedInTheResourcesOwnHistory() throws Exception {
        List.of("PUT", "DELETE", "PUT").forEach(method -> server.write(method, "Patient", "p"));

        JsonNode log = get("/_history?_sort=none").at("/entry/2");
        JsonNode own = get("/Patient/p/_history").at("/entry/0");

        assertThat(log.at("/request/url").asText()).isEqualTo("Patient");
        assertThat(log.at("/response/status").asText()).isEqualTo("201");
        assertThat(own.at("/request/url").asText()).isEqualTo("Patient/p");
        assertThat(own.at("/response/status").asText()).isEqualTo("200");
    }

    @Test
    void whatMayStillBeUnderWayIsLeftOutWhereThatIsAskedFor() throws Exception {
        server.writeLate("PUT", "Patient", "old", Duration.ofMinutes(3));
        server.write("PUT", "Patient", "new");

        assertThat(get("/_history?_excludeTransactionTimeoutWindow=true").get("entry"))
                .hasSize(1);
    }

    /** At times of their own. */
    private void fill(int patients) {
        for (int i = 0; i < patients; i++) {
            server.writeLate("PUT", "Patient", "" + i, Duration.ofHours(2).minusSeconds(i));
        }
    }

    private JsonNode get(String pathOrUrl) throws Exception {
        return new ObjectMapper().readTree(answer(pathOrUrl).body());
    }

    private HttpResponse<String> answer(String pathOrUrl) throws IOException, InterruptedException {
        URI uri = URI.create(pathOrUrl.startsWith("/") ? server.url() + pathOrUrl : pathOrUrl);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.path("entry")
                .forEach(entry -> ids.add(entry.get("fullUrl").asText().replaceAll(".*/", "")));
        return ids;
    }

    private static String next(JsonNode page) {
        JsonNode url = page.at("/link/0/url");
        return url.isMissingNode() ? null : url.asText();
    }
}
