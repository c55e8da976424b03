package dev.healthevents.config;

import dev.healthevents.delivery.RetryPolicy;
import dev.healthevents.delivery.Sink;
import dev.healthevents.delivery.SinkStatus;
import dev.healthevents.delivery.Sinks;
import dev.healthevents.state.Outbox;
import dev.healthevents.state.StateDatabase;
import java.time.Clock;
import java.util.List;

/** Makes sinks of what is configured, and says what is wrong with it. */
final class SinkFactory {

    private final StateDatabase database;
    private final Clock clock;

    SinkFactory(StateDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    Sinks sinks(List<ConfiguredSink> configured) {
        if (configured.isEmpty()) {
            throw none();
        }
        return new Sinks(configured.stream().map(this::sink).toList());
    }

    static WrongConfigurationException none() {
        return new WrongConfigurationException(
                "health-events.sinks",
                "is empty",
                "Configure at least one sink, for example health-events.sinks.file.path=events.ndjson");
    }

    private Sink sink(ConfiguredSink sink) {
        sink.check();
        if (sink.properties().outboxLimit() < 1) {
            throw new WrongConfigurationException(
                    sink.key("outbox-limit"), "is " + sink.properties().outboxLimit(), "Set it to a number from 1");
        }
        RetryPolicy policy = sink.properties().retry().policy(sink.key("retry"), sink.notRetried());
        return new Sink(
                sink.name(),
                sink.properties().schema(),
                new Outbox(database, sink.name(), clock),
                sink.properties().outboxLimit(),
                policy,
                new SinkStatus());
    }
}
