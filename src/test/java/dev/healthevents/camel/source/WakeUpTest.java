package dev.healthevents.camel.source;

import static dev.healthevents.source.Events.created;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.camel.routes.RouteHarness;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.FeedException;
import dev.healthevents.source.ScriptedFeed;
import dev.healthevents.source.Source;
import dev.healthevents.source.SourceSettings;
import dev.healthevents.source.SourceSettings.Start;
import dev.healthevents.source.WakeSecret;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source that is looked at every ten minutes, unless it is woken. */
class WakeUpTest {

    private static final HealthEvent FIRST = created("Patient", "1");

    @TempDir
    Path directory;

    private final ScriptedFeed feed = new ScriptedFeed();
    private Source source;
    private RouteHarness routes;

    @AfterEach
    void stop() throws Exception {
        routes.close();
    }

    private void start() throws Exception {
        SourceSettings settings = new SourceSettings(
                "lab",
                "fhir",
                Start.BEGINNING,
                null,
                Duration.ofMinutes(10),
                Duration.ofSeconds(1),
                Duration.ofMinutes(30),
                Duration.ofHours(1),
                1_000,
                WakeSecret.NONE);
        source = new Source(settings, () -> feed, Clock.systemUTC());
        routes = new RouteHarness(directory, List.of(source), "event-hubs");
        routes.load(
                directory,
                "dead-letters.camel.yaml",
                "health-events.camel.yaml",
                "changes.camel.yaml",
                "fhir-source.camel.yaml");
    }

    private void awaitLooks(int count) {
        await().until(() -> looks() >= count && source.status().state().equals("up-to-date"));
    }

    /** Those of the tail: the one sweep of the first hour asks for windows too. */
    private long looks() {
        return feed.asked().size();
    }

    @Test
    void itIsLookedAtAtOnce() throws Exception {
        feed.thenEvents().thenEvents().thenEvents(FIRST).thenEvents();
        start();
        awaitLooks(2);
        source.wake();

        await().untilAsserted(() -> assertThat(routes.outbox("event-hubs")).hasSize(1));
    }

    @Test
    void aHundredCallsWhileALookRunsAreOneMoreLook() throws Exception {
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch called = new CountDownLatch(1);
        feed.thenEvents().thenEvents().then(window -> {
            looking.countDown();
            await().until(() -> called.getCount() == 0);
            return ScriptedFeed.empty(window);
        });
        feed.thenEvents();
        start();
        awaitLooks(2);
        long before = looks();
        source.wake();
        looking.await();
        IntStream.range(0, 100).forEach(i -> source.wake());
        called.countDown();
        await().until(() -> looks() == before + 2);

        await().during(Duration.ofMillis(300)).until(() -> looks() == before + 2);
    }

    @Test
    void aLookThatFailedIsMadeUpForThoughTheNextOneIsMinutesAway() throws Exception {
        feed.thenEvents()
                .thenEvents()
                .thenFails("The server is away")
                .thenEvents(FIRST)
                .thenEvents();
        start();
        awaitLooks(2);
        source.wake();

        await().untilAsserted(() -> assertThat(routes.outbox("event-hubs")).hasSize(1));
    }

    @Test
    void aServerThatAskedToBeLeftAloneIs() throws Exception {
        feed.thenEvents().thenEvents().then(window -> {
            throw new FeedException("Too many requests", Duration.ofSeconds(2), null);
        });
        feed.thenEvents(FIRST).thenEvents();
        start();
        awaitLooks(2);
        long before = looks();
        source.wake();
        await().until(() -> source.status().state().equals("retrying"));
        source.wake();

        await().during(Duration.ofMillis(1_500)).until(() -> looks() == before + 1);
        await().untilAsserted(() -> assertThat(routes.outbox("event-hubs")).hasSize(1));
    }
}
