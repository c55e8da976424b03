package dev.healthevents.config;

import dev.healthevents.delivery.Leases;
import dev.healthevents.delivery.RetryPolicy;
import dev.healthevents.delivery.Sink;
import dev.healthevents.delivery.SinkStatus;
import dev.healthevents.delivery.Sinks;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.state.Outbox;
import dev.healthevents.state.StateDatabase;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes sinks of what is configured, and says what is wrong with it. */
final class SinkFactory {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.sinks");

    private static final String PAUSE = "pause";
    private static final String DEAD_LETTER = "dead-letter";

    private static final int MOST_CONNECTIONS = 100;

    private final StateDatabase database;
    private final Clock clock;
    private final Leases leases = new Leases();

    SinkFactory(StateDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    Sinks sinks(List<ConfiguredSink> configured) {
        if (configured.isEmpty()) {
            throw none();
        }
        return new Sinks(configured.stream().map(this::sink).toList(), leases);
    }

    static WrongConfigurationException none() {
        return new WrongConfigurationException(
                "health-events.sinks",
                "is empty",
                "Configure at least one sink, for example health-events.sinks.file.path=events.ndjson");
    }

    /**
     * Looks for what is wrong with a sink's settings.
     *
     * @throws WrongConfigurationException if something is
     */
    static void check(ConfiguredSink sink) {
        sink.check();
        filter(sink);
        policy(sink);
        if (sink.properties().outboxLimit() < 1) {
            throw new WrongConfigurationException(
                    sink.key("outbox-limit"), "is " + sink.properties().outboxLimit(), "Set it to a number from 1");
        }
        if (!List.of(PAUSE, DEAD_LETTER).contains(sink.properties().whenFull())) {
            throw new WrongConfigurationException(
                    sink.key("when-full"),
                    "is '" + sink.properties().whenFull() + "'",
                    "Set it to " + PAUSE + " or " + DEAD_LETTER);
        }
        int connections = sink.properties().connections();
        if (connections < 1 || connections > MOST_CONNECTIONS) {
            throw new WrongConfigurationException(
                    sink.key("connections"), "is " + connections, "Set it to a number from 1 to " + MOST_CONNECTIONS);
        }
    }

    private static Predicate<HealthEvent> filter(ConfiguredSink sink) {
        String file = sink.key("subscription-file");
        return sink.properties().subscriptionFile() == null
                ? SinkFilter.of(sink.key("filter"), sink.properties().filter())
                : SinkFilter.ofSubscription(
                        file, SubscriptionFile.read(file, sink.properties().subscriptionFile()));
    }

    private static RetryPolicy policy(ConfiguredSink sink) {
        return sink.properties().retry().policy(sink.key("retry"), sink.notRetried());
    }

    private Sink sink(ConfiguredSink sink) {
        check(sink);
        SubscribedSink.notTaken(sink.name(), sink.properties())
                .ifPresent(sentence -> LOG.warn("{}: {}.", sink.name(), sentence));
        boolean pauses = sink.properties().whenFull().equals(PAUSE);
        return new Sink(
                sink.name(),
                sink.properties().schema(),
                filter(sink),
                new Outbox(
                        database,
                        sink.name(),
                        clock,
                        pauses ? Long.MAX_VALUE : sink.properties().outboxLimit()),
                sink.properties().outboxLimit(),
                pauses,
                policy(sink),
                new SinkStatus(),
                sink.properties().connections(),
                leases);
    }
}
