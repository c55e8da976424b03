package dev.healthevents.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.standin.ChangeFeedRow.Action;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stand-in keeps to the rules of Microsoft's DICOM server. */
class ChangeFeedServerTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.12Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private ChangeFeedServer server;

    @BeforeEach
    void start() throws IOException {
        server = ChangeFeedServer.start(0, Clock.fixed(NOON, ZoneOffset.UTC));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void aRowHasCamelCaseMembersPascalCaseValuesATrimmedFractionAndANumericOffset() throws Exception {
        server.create(DicomInstance.of(1));

        JsonNode row = page("/v2/changefeed?includeMetadata=false").get(0);
        assertThat(row.fieldNames())
                .toIterable()
                .containsExactly(
                        "sequence",
                        "partitionName",
                        "studyInstanceUid",
                        "seriesInstanceUid",
                        "sopInstanceUid",
                        "action",
                        "timestamp",
                        "state");
        assertThat(row.get("action").textValue()).isEqualTo("Create");
        assertThat(row.get("timestamp").textValue()).isEqualTo("2026-11-24T12:00:00.12+00:00");
    }

    @Test
    void metadataComeUnlessTheyAreDeclined() throws Exception {
        server.create(DicomInstance.of(1));

        assertThat(page("/v1/changefeed").get(0).has("metadata")).isTrue();
    }

    @Test
    void theStateOfARowIsThatOfTheImageNow() throws Exception {
        server.create(DicomInstance.of(1));
        server.delete(List.of(DicomInstance.of(1)));
        server.create(DicomInstance.of(1));

        assertThat(page("/v1/changefeed"))
                .extracting(row -> row.get("state").textValue())
                .containsExactly("Replaced", "Replaced", "Current");
    }

    @Test
    void aLimitOfTheFirstVersionIsASpanOfNumbers() throws Exception {
        server.create(DicomInstance.of(1));
        server.skipNumbers(10);
        server.create(DicomInstance.of(2));

        assertThat(sequences("/v1/changefeed?offset=0")).containsExactly(1L);
        assertThat(sequences("/v1/changefeed?offset=1&limit=10")).isEmpty();
        assertThat(sequences("/v1/changefeed?offset=1&limit=11")).containsExactly(12L);
    }

    @Test
    void theSecondVersionListsByTimeThenByNumberAndSkipsRows() throws Exception {
        server.begin(Action.CREATE, List.of(DicomInstance.of(1)), NOON.plusSeconds(1))
                .commit();
        server.begin(Action.DELETE, List.of(DicomInstance.of(2), DicomInstance.of(3)), NOON)
                .commit();

        assertThat(sequences("/v2/changefeed")).containsExactly(2L, 3L, 1L);
        assertThat(sequences("/v2/changefeed?offset=1&limit=1")).containsExactly(3L);
        assertThat(sequences("/v2/changefeed?startTime=2026-11-24T12:00:00.12Z&endTime=2026-11-24T12:00:01.12Z"))
                .containsExactly(2L, 3L);
        assertThat(JSON.readTree(get("/v2/changefeed/latest").body())
                        .get("sequence")
                        .longValue())
                .isEqualTo(1);
        assertThat(JSON.readTree(get("/v1/changefeed/latest").body())
                        .get("sequence")
                        .longValue())
                .isEqualTo(3);
    }

    @Test
    void aTransactionIsSeenWhenItCommitsAndLeavesAGapIfItNeverDoes() throws Exception {
        ChangeFeedTransaction late = server.begin(Action.CREATE, List.of(DicomInstance.of(1)));
        server.begin(Action.CREATE, List.of(DicomInstance.of(2)));
        server.create(DicomInstance.of(3));
        assertThat(sequences("/v2/changefeed")).containsExactly(3L);

        late.commit();

        assertThat(sequences("/v2/changefeed")).containsExactly(1L, 3L);
    }

    @Test
    void aRestoredDatabaseGivesItsNumbersAgain() {
        server.create(DicomInstance.of(1));
        server.create(DicomInstance.of(2));
        server.restore(1);

        assertThat(server.create(DicomInstance.of(3)).sequence()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/changefeed?limit=101   | 400 | The query parameter 'limit' is invalid. The field limit must be between 1 and 100.",
                "/v2/changefeed?limit=201   | 400 | The query parameter 'Limit' is invalid. The field Limit must be between 1 and 200.",
                "/v2/changefeed?LIMIT=0     | 400 | The query parameter 'Limit' is invalid.",
                "/v2/changefeed?limit=      | 400 | The query parameter 'Limit' is invalid.",
                "/v2/changefeed?offset=-1   | 400 | The query parameter 'Offset' is invalid.",
                "/v2/changefeed?startTime=2026-11-24T12:00:00 | 400 | The query parameter 'startTime' is invalid.",
                "/v2/changefeed?startTime=2026-11-24 | 400 | The query parameter 'startTime' is invalid.",
                "/v2/changefeed?startTime=2026-11-24T12:00:00+01:00 | 400 | The query parameter 'startTime' is invalid.",
                "/v2/changefeed?startTime=2026-11-24T12:00:00Z&endTime=2026-11-24T12:00:00Z | 400 | endTime",
                "/v1/changefeed?offset=9223372036854775807 | 503 | The data store operation failed.",
                "/v2/partitions             | 400 | Data partitions feature is disabled.",
                "/v3/changefeed             | 400 | UnsupportedApiVersion",
                "/changefeed                | 404 | ''"
            })
    void aBadRequestIsRefused(String path, int status, String text) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/changefeed?startTime=nonsense",
                "/V2/ChangeFeed?STARTTIME=2026-11-24T12:00:00%2B01:00",
                "/v2/changefeed?startTime=Wed,%2026%20Apr%202023%2018:23:40%20GMT&unknown=x"
            })
    void whatIsUnusualButRightIsAnswered(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void theLatestOfAnEmptyStoreIs204AndTheConnectionGoesOn() throws Exception {
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> answer = get("/v2/changefeed/latest");
            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.headers().firstValue("api-supported-versions")).isPresent();
            assertThat(answer.headers().firstValue("Date")).contains("Tue, 24 Nov 2026 12:00:00 GMT");
        }
    }

    @Test
    void trafficStoresImages() throws Exception {
        try (ChangeFeedTraffic traffic = new ChangeFeedTraffic(server)) {
            traffic.start(Duration.ofMillis(1));
            await().until(() -> server.rows().size() > 301);
        }
        assertThat(server.rows()).extracting(ChangeFeedRow::action).contains(Action.CREATE, Action.UPDATE);
    }

    private List<Long> sequences(String path) throws Exception {
        List<Long> sequences = new ArrayList<>();
        page(path).forEach(row -> sequences.add(row.get("sequence").longValue()));
        return sequences;
    }

    private JsonNode page(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.url() + path)).build(), BodyHandlers.ofString());
    }
}
