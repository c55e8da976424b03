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
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One Error on a thread of a source: it is told, and what was done on that thread goes on. */
class SourceErrorsTest {

    private static final HealthEvent FIRST = created("Patient", "1");
    private static final String TOLD = "of memory, once";

    @TempDir
    Path directory;

    private final ScriptedFeed tail = new ScriptedFeed();
    private final ScriptedFeed sweep = new ScriptedFeed();
    private final AtomicInteger opened = new AtomicInteger();
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
                Duration.ofMillis(20),
                Duration.ofSeconds(1),
                Duration.ofMinutes(2),
                Duration.ofMillis(100),
                1_000,
                WakeSecret.NONE);
        source = new Source(settings, () -> opened.getAndIncrement() == 0 ? tail : sweep, Clock.systemUTC());
        routes = new RouteHarness(directory, List.of(source), "event-hubs");
        routes.load(
                directory,
                "dead-letters.camel.yaml",
                "health-events.camel.yaml",
                "changes.camel.yaml",
                "fhir-source.camel.yaml");
    }

    private static ScriptedFeed.Answer outOfMemory() {
        return window -> {
            throw new OutOfMemoryError(TOLD);
        };
    }

    @Test
    void oneInALookIsToldAndTheTailLooksOn() throws Exception {
        tail.thenEvents().then(outOfMemory()).thenEvents(FIRST).thenEvents();
        sweep.thenEvents();
        start();

        await().untilAsserted(() -> assertThat(source.status().lastError()).isEqualTo(TOLD));
        await().untilAsserted(() -> assertThat(routes.outbox("event-hubs")).hasSize(1));
        await().until(() -> source.status().lastError() == null);
    }

    @Test
    void oneInASweepIsToldAndThereIsANextSweep() throws Exception {
        tail.thenEvents();
        sweep.then(outOfMemory()).thenEvents();
        start();

        await().untilAsserted(() -> assertThat(source.status().lastError()).isEqualTo(TOLD));
        await().until(() -> source.status().sweeps() > 1 && source.status().lastError() == null);
    }

    @Test
    void whatIsDueAndNotDoneIsTold() throws Exception {
        tail.thenEvents();
        sweep.thenEvents();
        start();
        await().until(() -> source.status().state().equals("up-to-date"));
        source.status().onStall(() -> Duration.ofSeconds(77));

        assertThat(source.status().lastError()).contains("nothing has been read for 77 s");
    }
}
