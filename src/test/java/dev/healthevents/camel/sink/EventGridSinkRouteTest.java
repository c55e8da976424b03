package dev.healthevents.camel.sink;

import static dev.healthevents.source.Events.created;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.camel.routes.RouteHarness;
import dev.healthevents.event.EventSchema;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.standin.eventgrid.EventGridTopic;
import dev.healthevents.standin.eventgrid.TopicFailure;
import dev.healthevents.standin.eventgrid.TopicSchema;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventGridSinkRouteTest {

    private static final HealthEvent FIRST = created("Patient", "1");
    private static final HealthEvent SECOND = created("Patient", "2");

    @TempDir
    Path directory;

    private EventGridTopic topic;
    private RouteHarness routes;

    @BeforeEach
    void start() throws Exception {
        topic = EventGridTopic.start(TopicSchema.CLOUD_EVENTS);
        routes = new RouteHarness(directory, "event-grid");
        routes.context()
                .getPropertiesComponent()
                .setOverrideProperties(EventGridPlaceholders.of(topic.url(), EventGridTopic.KEY, routes));
        routes.load(directory, "dead-letters.camel.yaml", "health-events.camel.yaml", "event-grid-sink.camel.yaml");
    }

    @AfterEach
    void stop() throws Exception {
        routes.close();
        topic.close();
    }

    @Test
    void eventsArriveInOrderAsTheyWereEncoded() {
        routes.announce("direct:health-events", FIRST);
        routes.announce("direct:health-events", SECOND);

        await().untilAsserted(() -> assertThat(topic.events()).containsExactly(encoded(FIRST), encoded(SECOND)));
        await().untilAsserted(() -> assertThat(routes.outbox("event-grid")).isEmpty());
    }

    @Test
    void aTopicThatIsBusyGetsItsEventsWhenItAsksForThem() {
        topic.retryAfter(1);
        topic.failNext(TopicFailure.TOO_MANY_REQUESTS, 1);

        routes.announce("direct:health-events", FIRST);

        await().untilAsserted(() ->
                assertThat(routes.sink("event-grid").status().lastError()).contains("429"));
        assertThat(routes.outbox("event-grid")).containsExactly(FIRST.id().toString());
        await().untilAsserted(
                        () -> assertThat(topic.ids()).containsExactly(FIRST.id().toString()));
        assertThat(routes.deadLetters()).isEmpty();
    }

    @Test
    void anEventThatTheTopicWillNotTakeIsADeadLetterAndTheOtherGoesOn() {
        topic.refuse(FIRST.id().toString(), 413);

        routes.announce("direct:health-events", FIRST);
        routes.announce("direct:health-events", SECOND);

        await().untilAsserted(() ->
                assertThat(topic.ids()).containsExactly(SECOND.id().toString()));
        await().untilAsserted(() -> assertThat(routes.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.reason()).contains("413")));
    }

    @Test
    void aTopicWhoseKeyWasChangedLosesNothingAndIsTold() {
        topic.key("YW5vdGhlcg==");

        routes.announce("direct:health-events", FIRST);

        await().untilAsserted(
                        () -> assertThat(routes.sink("event-grid").status().lastError())
                                .contains("401")
                                .doesNotContain(EventGridTopic.KEY));
        assertThat(routes.outbox("event-grid")).containsExactly(FIRST.id().toString());
        assertThat(routes.deadLetters()).isEmpty();
    }

    private static String encoded(HealthEvent event) {
        return new String(EventSchema.CLOUD_EVENTS.write(event), UTF_8);
    }
}
