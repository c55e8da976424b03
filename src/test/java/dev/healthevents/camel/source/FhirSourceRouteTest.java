package dev.healthevents.camel.source;

import static dev.healthevents.source.Events.created;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.camel.routes.RouteHarness;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Rejected;
import dev.healthevents.source.ScriptedFeed;
import dev.healthevents.source.Source;
import dev.healthevents.source.SourceSettings;
import dev.healthevents.source.SourceSettings.Start;
import dev.healthevents.source.WakeSecret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FhirSourceRouteTest {

    private static final HealthEvent FIRST = created("Patient", "1");
    private static final HealthEvent SECOND = created("Observation", "2");

    @TempDir
    Path directory;

    private final ScriptedFeed feed = new ScriptedFeed();
    private Source source;
    private RouteHarness routes;

    @AfterEach
    void stop() throws Exception {
        routes.close();
    }

    @Test
    void aChangeThatIsReadAgainIsAnnouncedOnce() throws Exception {
        feed.thenEvents(FIRST).thenEvents(FIRST, SECOND).thenEvents(FIRST, SECOND);
        start();

        await().untilAsserted(() -> assertThat(feed.asked()).hasSizeGreaterThan(4));
        assertThat(routes.outbox("event-hubs"))
                .containsExactly(FIRST.id().toString(), SECOND.id().toString());
        assertThat(source.status().events()).isEqualTo(2);
    }

    @Test
    void anEntryThatCannotBeUnderstoodIsADeadLetterOnceAndHoldsUpNothing() throws Exception {
        feed.thenRejected(new Rejected(new UUID(1, 2), "POST Patient/", "It has no version"))
                .thenRejected(new Rejected(new UUID(1, 2), "POST Patient/", "It has no version"))
                .thenEvents(FIRST);
        start();

        await().untilAsserted(() -> assertThat(routes.outbox("event-hubs")).hasSize(1));
        assertThat(routes.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo("It has no version");
            assertThat(letter.source()).isEqualTo("lab");
        });
        await().untilAsserted(() -> assertThat(source.status().deadLetters()).isEqualTo(1));
    }

    @Test
    void aFailingServerIsToldInTheStatusAndTriedAgain() throws Exception {
        feed.thenFails("The server is away").thenEvents(FIRST);
        start();

        await().pollInterval(Duration.ofMillis(1)).untilAsserted(() -> {
            assertThat(source.status().lastError()).isEqualTo("The server is away");
            assertThat(source.status().state()).isEqualTo("retrying");
        });
        await().untilAsserted(() -> assertThat(routes.outbox("event-hubs")).hasSize(1));
        await().untilAsserted(() -> assertThat(source.status().lastError()).isNull());
    }

    @Test
    void aWindowWhoseRouteFailsIsReadAgainAndNoneOfItIsTakenForAnnounced() throws Exception {
        feed.thenEvents(FIRST, SECOND);
        Files.writeString(directory.resolve("health-events.camel.yaml"), """
                - route:
                    id: health-events
                    errorHandler:
                      noErrorHandler: {}
                    from:
                      uri: direct:health-events
                      steps:
                        - to:
                            uri: outbox:event-hubs
                        - bean:
                            ref: failsOnce
                """);
        routes = new RouteHarness(directory, List.of(source()), "event-hubs");
        routes.context().getRegistry().bind("failsOnce", new FailsOnce());
        load();

        await().untilAsserted(() -> assertThat(routes.outbox("event-hubs"))
                .containsExactly(FIRST.id().toString(), SECOND.id().toString()));
        await().untilAsserted(() -> assertThat(source.status().events()).isEqualTo(2));
    }

    /** Fails for the second event that it sees, and never again. */
    public static final class FailsOnce {
        private int calls;

        public void call() {
            if (++calls == 2) {
                throw new IllegalStateException("once");
            }
        }
    }

    private void start() throws Exception {
        routes = new RouteHarness(directory, List.of(source()), "event-hubs");
        load();
    }

    private void load() throws Exception {
        routes.load(
                directory,
                "dead-letters.camel.yaml",
                "health-events.camel.yaml",
                "changes.camel.yaml",
                "fhir-source.camel.yaml");
    }

    private Source source() {
        SourceSettings settings = new SourceSettings(
                "lab",
                "fhir",
                Start.BEGINNING,
                null,
                Duration.ofMillis(20),
                Duration.ofSeconds(1),
                Duration.ofMinutes(2),
                Duration.ofHours(1),
                1_000,
                WakeSecret.NONE);
        source = new Source(settings, () -> feed, Clock.systemUTC());
        return source;
    }
}
