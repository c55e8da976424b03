package dev.healthevents.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.HealthEventsApplication;
import dev.healthevents.standin.HistoryServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.yaml.snakeyaml.Yaml;

/** What Grafana, Prometheus and the documentation call by name is there, in a bridge that announces and delivers. */
class MonitoringFilesTest {

    private static final Path ALERTS = Path.of("docker/prometheus/alerts.yaml");
    private static final Path DASHBOARD = Path.of("docker/grafana/dashboards/health-events.json");

    @TempDir
    static Path directory;

    private static HistoryServer server;
    private static ConfigurableApplicationContext bridge;
    private static String scrape;

    @BeforeAll
    static void start() throws Exception {
        server = HistoryServer.start();
        bridge = SpringApplication.run(
                HealthEventsApplication.class,
                "--server.port=0",
                "--health-events.routes-directory=" + directory,
                "--health-events.state.url=jdbc:sqlite:" + directory.resolve("state.db"),
                "--health-events.sinks.file.path=" + directory.resolve("events.ndjson"),
                "--health-events.sources.lab.type=fhir",
                "--health-events.sources.lab.url=" + server.url(),
                "--health-events.sources.lab.poll-interval=50ms",
                "--health-events.sources.gone.type=fhir",
                "--health-events.sources.gone.account=gone.example.org",
                "--health-events.sources.gone.url=http://127.0.0.1:1/fhir");
        await().until(() -> get("/api/status").body().contains("up-to-date"));
        server.create("Patient", "p1");
        await().until(() ->
                get("/actuator/prometheus").body().contains("health_events_sink_delivered_total{sink=\"file\"} 1.0"));
        scrape = get("/actuator/prometheus").body();
    }

    @AfterAll
    static void stop() throws Exception {
        bridge.close();
        server.close();
    }

    @Test
    void thePageListsExactlyTheMetricsThatThereAre() throws Exception {
        Set<String> listed = names("(?m)^\\| `(health_events_\\w+)`", Files.readString(Path.of("docs/operations.md")));
        assertThat(listed)
                .isEqualTo(names("(?m)^# TYPE (health_events_\\w+) ", scrape).stream()
                        .filter(name -> !name.endsWith("_max"))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker/prometheus/alerts.yaml", "docker/grafana/dashboards/health-events.json"})
    void everyMetricThatAFileAsksForIsScraped(String file) throws Exception {
        Set<String> asked = names("(health_events_\\w+)", Files.readString(Path.of(file)));
        assertThat(asked).isNotEmpty();
        assertThat(names("(?m)^(health_events_\\w+)", scrape)).containsAll(asked);
    }

    @Test
    void everyAlertsExpressionAndTextHasItsMetricsAndLabels() throws Exception {
        ScrapedMetrics metrics = new ScrapedMetrics(scrape);
        for (JsonNode rule : alerts()) {
            Set<String> shown =
                    names("\\$labels\\.(\\w+)", rule.at("/annotations").toString());
            assertThat(metrics.complaints(rule.at("/expr").asText(), shown))
                    .as(rule.at("/alert").asText())
                    .isEmpty();
        }
    }

    @Test
    void everyPanelsExpressionAndLegendHasItsMetricsAndLabels() throws Exception {
        ScrapedMetrics metrics = new ScrapedMetrics(scrape);
        for (JsonNode panel : panels()) {
            assertThat(panel.at("/type").asText().equals("row"))
                    .isEqualTo(panel.path("targets").isEmpty());
            for (JsonNode target : panel.path("targets")) {
                Set<String> shown =
                        names("\\{\\{(\\w+)}}", target.at("/legendFormat").asText());
                assertThat(metrics.complaints(target.at("/expr").asText(), shown))
                        .as(panel.at("/title").asText())
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rate(health_events_sink_gone_total[5m]) | | no metric health_events_sink_gone_total",
                "health_events_sink_pending{source=\"lab\"} | | no label source of health_events_sink_pending",
                "sum by (source) (health_events_sink_pending) | | no label source of health_events_sink_pending",
                "health_events_sink_pending | source | no label source of health_events_sink_pending",
                "health_events_sink_pending{sink=\"files\"} | | no sink=files of health_events_sink_pending",
                "1 | | asks for no metric",
            })
    void whatIsNotScrapedWouldBeNoticed(String expression, String shown, String complaint) {
        assertThat(new ScrapedMetrics(scrape).complaints(expression, shown == null ? Set.of() : Set.of(shown)))
                .containsExactly(complaint);
    }

    @Test
    void everyPanelAndQueryAsksTheDatasourceThatIsChosen() throws Exception {
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
        assertThat(dashboard.at("/templating/list/0/name").asText()).isEqualTo("datasource");
        JsonNode provisioned = new ObjectMapper()
                .valueToTree(new Yaml()
                        .load(Files.readString(Path.of("docker/grafana/provisioning/datasources/prometheus.yaml"))));
        assertThat(dashboard.at("/templating/list/0/current/value")).isEqualTo(provisioned.at("/datasources/0/uid"));
        for (JsonNode panel : panels()) {
            if (!panel.at("/type").asText().equals("row")) {
                assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
                panel.get("targets")
                        .forEach(target -> assertThat(
                                        target.at("/datasource/uid").asText())
                                .isEqualTo("${datasource}"));
            }
        }
    }

    private static JsonNode alerts() throws Exception {
        return new ObjectMapper()
                .valueToTree(new Yaml().load(Files.readString(ALERTS)))
                .at("/groups/0/rules");
    }

    private static JsonNode panels() throws Exception {
        return new ObjectMapper().readTree(DASHBOARD.toFile()).get("panels");
    }

    @Test
    void theAlertsSayWhatIsWrongAndWhatToDo() throws Exception {
        JsonNode rules = alerts();
        assertThat(rules).isNotEmpty();
        for (JsonNode rule : rules) {
            assertThat(rule.at("/alert").asText()).isNotBlank();
            assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning");
            assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
            assertThat(rule.at("/annotations/mend").asText()).isNotBlank();
        }
    }

    @Test
    void theDashboardsPanelsHaveANumberATitleAndAPlaceOfTheirOwn() throws Exception {
        JsonNode panels = panels();
        assertThat(Stream.of(panels.findValuesAsText("id")).flatMap(List::stream))
                .doesNotHaveDuplicates();
        Set<String> cells = new TreeSet<>();
        for (JsonNode panel : panels) {
            JsonNode at = panel.get("gridPos");
            assertThat(at.get("x").asInt() + at.get("w").asInt()).isLessThanOrEqualTo(24);
            for (int x = at.get("x").asInt();
                    x < at.get("x").asInt() + at.get("w").asInt();
                    x++) {
                for (int y = at.get("y").asInt();
                        y < at.get("y").asInt() + at.get("h").asInt();
                        y++) {
                    assertThat(cells.add(x + "," + y))
                            .as(panel.at("/title").asText())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void timesAreCountedInBuckets() {
        assertThat(scrape)
                .contains("health_events_source_delay_seconds_bucket{source=\"lab\",le=\"600.0\"} 1")
                .contains("health_events_sink_delivery_seconds_bucket{outcome=\"taken\",sink=\"file\",le=\"600.0\"} 1")
                .contains("health_events_sink_latency_seconds_bucket{sink=\"file\",le=\"600.0\"} 1")
                .contains("health_events_sink_oldest_seconds{sink=\"file\"} 0.0")
                .containsPattern("health_events_source_page_seconds_count\\{source=\"lab\"} [1-9]")
                .containsPattern("health_events_source_pages_failed_total\\{source=\"gone\"} [1-9]")
                .containsPattern("health_events_source_windows_failed_total\\{source=\"gone\"} [1-9]")
                .containsPattern("health_events_source_commit_seconds_count\\{source=\"lab\"} [1-9]")
                .contains("type=\"Microsoft.HealthcareApis.FhirResourceCreated\"} 1.0")
                .contains("health_events_sink_stalled_seconds{sink=\"file\"} 0.0");
    }

    @Test
    void aSourceThatIsAwayIsInTheFlowWithItsReasonAndNotInTheHealth() throws Exception {
        await().untilAsserted(() ->
                assertThat(get("/actuator/health/flow").statusCode()).isEqualTo(503));
        JsonNode flow = new ObjectMapper().readTree(get("/actuator/health/flow").body());
        assertThat(flow.at("/components/sources/components/gone/details/lastError")
                        .asText())
                .contains("127.0.0.1:1");
        assertThat(flow.at("/components/sources/components/lab/status").asText())
                .isEqualTo("UP");
        assertThat(flow.at("/components/sinks/components/file/status").asText()).isEqualTo("UP");
        assertThat(get("/actuator/health").body()).startsWith("{\"status\":\"UP\"");
    }

    private static Set<String> names(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static HttpResponse<String> get(String path) throws Exception {
        String port = bridge.getEnvironment().getProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
