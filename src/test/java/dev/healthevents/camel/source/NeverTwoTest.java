package dev.healthevents.camel.source;

import static dev.healthevents.source.Events.created;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.camel.routes.RouteHarness;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.source.ScriptedFeed;
import dev.healthevents.source.Source;
import dev.healthevents.source.SourceSettings;
import dev.healthevents.source.SourceSettings.Start;
import dev.healthevents.source.WakeSecret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes that are stopped and started while something is in them that takes longer than Camel's patience. */
class NeverTwoTest {

    private static final HealthEvent FIRST = created("Patient", "1");
    private static final long PATIENCE_MS = 100;

    @TempDir
    Path directory;

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);
    private final AtomicInteger entries = new AtomicInteger();
    private final Queue<String> taken = new ConcurrentLinkedQueue<>();
    private final ScriptedFeed feed = new ScriptedFeed().thenEvents(FIRST);
    private final AtomicInteger opened = new AtomicInteger();
    private Source source;
    private RouteHarness routes;
    private volatile Error onceByTheClock;

    @BeforeEach
    void slowRoutes() throws Exception {
        ScriptedFeed quiet = new ScriptedFeed().thenEvents();
        source = new Source(settings(), () -> opened.getAndIncrement() % 2 == 0 ? feed : quiet, Clock.systemUTC());
        routes = new RouteHarness(directory, List.of(source), "event-hubs");
        routes.context().getRegistry().bind("slow", (Processor) exchange -> slow());
        routes.context().getRegistry().bind("taken", (Processor) exchange -> exchange.getMessage()
                .getBody(List.class)
                .forEach(message -> taken.add(new String((byte[]) ((Message) message).getBody()))));
        routes.context().getRegistry().bind("clock", clock());
    }

    @AfterEach
    void stop() throws Exception {
        leave.countDown();
        routes.close();
    }

    private static SourceSettings settings() {
        return new SourceSettings(
                "lab",
                "fhir",
                Start.BEGINNING,
                null,
                Duration.ofMillis(20),
                Duration.ofSeconds(1),
                Duration.ofMinutes(2),
                Duration.ofMillis(100),
                1_000,
                WakeSecret.NONE);
    }

    /** Not even an interrupt ends it, as with many a call to somewhere else. */
    private void slow() {
        entries.incrementAndGet();
        entered.countDown();
        while (leave.getCount() > 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            Thread.interrupted();
        }
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                Error once = onceByTheClock;
                onceByTheClock = null;
                if (once != null) {
                    throw once;
                }
                return Instant.now();
            }
        };
    }

    private void readThroughSlowRoute() throws Exception {
        Files.writeString(directory.resolve("health-events.camel.yaml"), """
                - route:
                    id: health-events
                    from:
                      uri: direct:health-events
                      steps:
                        - process:
                            ref: slow
                        - to:
                            uri: outbox:event-hubs
                """);
        routes.load(
                directory,
                "dead-letters.camel.yaml",
                "health-events.camel.yaml",
                "changes.camel.yaml",
                "fhir-source.camel.yaml");
    }

    private void deliverThroughSlowRoute() throws Exception {
        Files.writeString(directory.resolve("slow-sink.camel.yaml"), """
                - route:
                    id: slow-sink
                    from:
                      uri: outbox:event-hubs
                      steps:
                        - process:
                            ref: slow
                        - process:
                            ref: taken
                """);
        routes.load(directory, "dead-letters.camel.yaml", "health-events.camel.yaml");
    }

    private void restart(String route) throws Exception {
        routes.context().getRouteController().stopRoute(route, PATIENCE_MS, TimeUnit.MILLISECONDS);
        routes.context().getRouteController().startRoute(route);
    }

    @Test
    void nobodyReadsASourceWhileTheWindowOfWhoReadItBeforeIsInItsRoute() throws Exception {
        readThroughSlowRoute();
        entered.await();
        int asked = feed.asked().size();
        restart("fhir-source-lab");

        await().until(() -> source.status().state().equals("paused"));
        await().during(Duration.ofMillis(300)).until(() -> feed.asked().size() == asked);
        assertThat(source.status().lastError()).contains("see what the route waits for");
        assertThat(entries).hasValue(1);
    }

    @Test
    void itsWindowDoesNotCountAndIsReadAgainOnce() throws Exception {
        readThroughSlowRoute();
        entered.await();
        restart("fhir-source-lab");
        leave.countDown();

        await().untilAsserted(() -> assertThat(routes.outbox("event-hubs")).hasSize(1));
        await().until(() -> source.status().state().equals("up-to-date"));
        assertThat(entries).hasValue(2);
        assertThat(routes.outbox("event-hubs")).hasSize(1);
    }

    @Test
    void nobodyDeliversWhileTheBatchOfWhoDeliveredBeforeIsInItsRoute() throws Exception {
        deliverThroughSlowRoute();
        routes.announce("direct:health-events", FIRST);
        entered.await();
        restart("slow-sink");

        await().during(Duration.ofMillis(300)).until(() -> entries.get() == 1);
        leave.countDown();
        await().until(() -> routes.outbox("event-hubs").isEmpty());
        assertThat(taken).hasSize(1);
    }

    @Test
    void anErrorOnTheThreadThatDeliversIsToldAndItDeliversOn() throws Exception {
        leave.countDown();
        deliverThroughSlowRoute();
        onceByTheClock = new OutOfMemoryError("of memory, once");
        routes.announce("direct:health-events", FIRST);

        await().until(() -> taken.size() == 1);
        assertThat(routes.sink("event-hubs").status().failed()).isEqualTo(1);
    }

    @Test
    void aSinkWhoseRouteDoesNotRunSaysSo() throws Exception {
        leave.countDown();
        deliverThroughSlowRoute();
        await().until(() -> routes.sink("event-hubs").status().state().equals("idle"));
        routes.context().getRouteController().stopRoute("slow-sink");

        await().until(() -> routes.sink("event-hubs").status().state().equals("stopped"));
        assertThat(routes.sink("event-hubs").status().lastError()).contains("no route takes its events");
    }
}
