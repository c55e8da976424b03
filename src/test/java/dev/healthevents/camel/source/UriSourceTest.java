package dev.healthevents.camel.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.standin.ChangeFeedServer;
import dev.healthevents.standin.DicomInstance;
import dev.healthevents.standin.HistoryServer;
import dev.healthevents.standin.Write;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Camel application of somebody else's, with our components and no bean of ours. */
class UriSourceTest {

    @TempDir
    Path directory;

    private final Queue<Exchange> taken = new ConcurrentLinkedQueue<>();
    private HistoryServer server;
    private CamelContext application;

    @BeforeEach
    void serve() throws Exception {
        server = HistoryServer.start();
    }

    @AfterEach
    void end() throws Exception {
        stop();
        server.close();
    }

    @Test
    void everyNewEventIsAnExchangeWhoseBodyBecomesACloudEvent() throws Exception {
        server.create("Patient", "before");
        start(uri("start=now&account=fhir.example.org"), taken::add);
        awaitReading();
        server.create("Patient", "1");

        await().untilAsserted(() -> assertThat(taken).hasSize(1));
        Map<?, ?> event = taken.peek().getMessage().getBody(Map.class);
        assertThat(event.get("type")).isEqualTo("Microsoft.HealthcareApis.FhirResourceCreated");
        assertThat(event.get("subject")).isEqualTo("fhir.example.org/Patient/1");
        assertThat(taken.peek().getMessage().getBody(String.class)).startsWith("{\"id\":\"");
        assertThat(taken.peek().getMessage().getBody(byte[].class)).isNotEmpty();
    }

    @Test
    void theEventsAreInEventGridsSchemaWhereThatIsAskedFor() throws Exception {
        server.create("Patient", "1");
        start(uri("start=beginning&schema=event-grid"), taken::add);

        await().untilAsserted(() -> assertThat(taken).hasSize(1));
        assertThat(taken.peek().getMessage().getBody(Map.class).get("eventType"))
                .isEqualTo("Microsoft.HealthcareApis.FhirResourceCreated");
    }

    @Test
    void aWindowIsAnExchangeWithItsNewEventsOldestFirstWhereThatIsAskedFor() throws Exception {
        start(uri("start=now&windows=true"), taken::add);
        awaitReading();
        server.transaction(List.of(Write.create("Patient", "1"), Write.create("Observation", "2")));

        await().untilAsserted(() -> assertThat(taken).hasSize(1));
        assertThat(taken.peek().getMessage().getBody(List.class))
                .extracting(event -> ((HealthEvent) event).subject().replaceFirst(".*?/", ""))
                .containsExactlyInAnyOrder("Patient/1", "Observation/2");
    }

    @Test
    void aWindowBecomesAnArrayOfItsEventsWhereTextOrBytesAreWanted() throws Exception {
        start(uri("start=now&windows=true"), taken::add);
        awaitReading();
        server.transaction(List.of(Write.create("Patient", "1"), Write.create("Observation", "2")));

        await().untilAsserted(() -> assertThat(taken).hasSize(1));
        JsonNode array = new ObjectMapper().readTree(taken.peek().getMessage().getBody(byte[].class));
        assertThat(array)
                .extracting(event -> event.path("data").path("resourceType").asText())
                .containsExactlyInAnyOrder("Patient", "Observation");
        assertThat(taken.peek().getMessage().getBody(String.class)).isEqualTo(array.toString());
    }

    @Test
    void aWindowInWhichTheRouteFailsIsReadAgainAndCountsOnceTheRouteIsThroughWithAllOfIt() throws Exception {
        AtomicInteger failures = new AtomicInteger(1);
        start(uri("start=now"), exchange -> {
            taken.add(exchange.copy());
            if (subject(exchange).endsWith("Observation/2") && failures.getAndDecrement() > 0) {
                throw new IllegalStateException("The receiver is away");
            }
        });
        awaitReading();
        server.transaction(List.of(Write.create("Patient", "1"), Write.create("Observation", "2")));

        await().untilAsserted(() -> assertThat(ids("Observation/2"))
                .hasSize(2)
                .containsOnly(ids("Observation/2").get(0)));
        assertThat(failures.get()).isEqualTo(-1);
    }

    @Test
    void aRestartGoesOnWhereItWasAndRepeatsNothing() throws Exception {
        server.create("Patient", "1");
        start(uri("start=beginning"), exchange -> taken.add(exchange.copy()));
        await().untilAsserted(() -> assertThat(taken).hasSize(1));
        stop();
        server.create("Patient", "2");
        start(uri("start=beginning"), exchange -> taken.add(exchange.copy()));

        await().untilAsserted(() -> assertThat(taken).hasSize(2));
        assertThat(taken).extracting(UriSourceTest::subject).last().asString().endsWith("Patient/2");
    }

    @Test
    void aStopInTheMiddleOfAWindowHasAllOfItReadAgainAtTheNextStart() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        CountDownLatch stopping = new CountDownLatch(1);
        start(uri("start=now"), exchange -> {
            taken.add(exchange.copy());
            if (taken.size() == 2) {
                second.countDown();
                stopping.await();
            }
        });
        awaitReading();
        server.transaction(List.of(Write.create("A", "1"), Write.create("B", "2"), Write.create("C", "3")));
        second.await();
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(this::stop);
        await().until(() -> application.isStopping());
        stopping.countDown();
        stopped.join();
        assertThat(taken).as("the third is not begun any more").hasSize(2);
        List<String> before = ids();

        start(uri("start=now"), exchange -> taken.add(exchange.copy()));
        await().untilAsserted(() -> assertThat(taken).hasSize(5));
        assertThat(ids().subList(2, 5)).containsAll(before).doesNotHaveDuplicates();
    }

    @Test
    void aChangeThatSurfacesLateIsAnExchangeStill() throws Exception {
        start(uri("start=now&lateness=60s&sweepInterval=200"), taken::add);
        awaitReading();
        server.commitLate(Duration.ofSeconds(5), List.of(Write.create("Patient", "late")));

        await().untilAsserted(() -> assertThat(taken).hasSize(1));
    }

    @Test
    void onlyTheTypesThatAreAskedForAreRead() throws Exception {
        server.transaction(List.of(Write.create("Patient", "1"), Write.create("Observation", "2")));
        start(uri("start=beginning&types=Observation"), taken::add);

        await().untilAsserted(() -> assertThat(taken).isNotEmpty());
        assertThat(taken).extracting(UriSourceTest::subject).allMatch(subject -> subject.endsWith("Observation/2"));
    }

    @Test
    void theImagesOfADicomServiceAreExchangesToo() throws Exception {
        try (ChangeFeedServer images = ChangeFeedServer.start()) {
            images.create(new DicomInstance("Microsoft.Default", "1.2.3", "1.2.3.1", "1.2.3.1.7"));
            start("dicom-changefeed:" + images.url() + "?start=beginning&" + state(), taken::add);

            await().untilAsserted(() -> assertThat(taken).hasSize(1));
            assertThat(subject(taken.peek())).endsWith("/studies/1.2.3/series/1.2.3.1/instances/1.2.3.1.7");
        }
    }

    @Test
    void twoRoutesThatReadOneServerNeedTwoNames() {
        assertThatThrownBy(() -> start(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(uri("start=now")).to("log:one");
                        from(uri("start=beginning")).to("log:two");
                    }
                }))
                .hasStackTraceContaining("give one of the two a name of its own, such as name=other");
    }

    @Test
    void secretsAreNotShown() throws Exception {
        String secrets = "authType=basic&authUsername=UUU&authPassword=RAW(PPP)&statePassword=SSS&authHeader.X-Key=KKK"
                + "&authKey=RAW(PEM)";
        start(uri("start=now&" + secrets), taken::add);

        assertThat(application.getEndpoints())
                .extracting(Object::toString)
                .allSatisfy(shown -> assertThat(shown).doesNotContain("UUU", "PPP", "SSS", "KKK", "PEM"));
        assertThat(application.getRoutes().get(0).toString()).doesNotContain("PPP", "SSS", "KKK", "PEM");
    }

    /** A busy machine takes its time. */
    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }

    private String uri(String options) {
        return "fhir-history:" + server.url() + "?" + options + "&" + state();
    }

    private String state() {
        return "delay=20&stateUrl=jdbc:sqlite:" + directory.resolve("state.db");
    }

    private void start(String uri, org.apache.camel.Processor processor) throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("changes").errorHandler(noErrorHandler()).process(processor);
            }
        });
    }

    private void start(RouteBuilder routes) throws Exception {
        application = new DefaultCamelContext();
        application.addRoutes(routes);
        application.start();
    }

    private void stop() {
        if (application != null) {
            application.stop();
        }
    }

    /** What is new from here on is announced. */
    private void awaitReading() {
        await().until(() -> server.requests().stream()
                        .filter(request -> request.path().contains("_history"))
                        .count()
                > 3);
    }

    private List<String> ids(String subject) {
        return taken.stream()
                .filter(exchange -> subject(exchange).endsWith(subject))
                .map(exchange ->
                        exchange.getMessage().getBody(HealthEvent.class).id().toString())
                .toList();
    }

    private List<String> ids() {
        return ids("");
    }

    private static String subject(Exchange exchange) {
        return exchange.getMessage().getBody(HealthEvent.class).subject();
    }
}
