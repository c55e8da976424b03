package dev.healthevents.config;

import dev.healthevents.delivery.Sink;
import dev.healthevents.delivery.SinkStatus;
import dev.healthevents.delivery.Sinks;
import dev.healthevents.event.EventSchema;
import dev.healthevents.state.Outbox;
import dev.healthevents.state.StateDatabase;
import java.util.ArrayList;
import java.util.List;

/** Makes sinks of what is configured, and says what is wrong with it. */
final class SinkFactory {

    static final String FILE = "file";
    static final String EVENT_HUBS = "event-hubs";

    private final StateDatabase database;

    SinkFactory(StateDatabase database) {
        this.database = database;
    }

    Sinks sinks(SinkProperties properties) {
        List<Sink> sinks = new ArrayList<>();
        if (properties.file() != null) {
            WritableFile.of("health-events.sinks.file.path", properties.file().path());
            sinks.add(sink(FILE, properties.file().schema(), properties.file().outboxLimit()));
        }
        if (properties.eventHubs() != null) {
            EventHubsConnection.of(properties.eventHubs());
            sinks.add(sink(
                    EVENT_HUBS,
                    properties.eventHubs().schema(),
                    properties.eventHubs().outboxLimit()));
        }
        if (sinks.isEmpty()) {
            throw new WrongConfigurationException(
                    "health-events.sinks",
                    "is empty",
                    "Configure at least one sink, for example health-events.sinks.file.path=events.ndjson");
        }
        return new Sinks(sinks);
    }

    private Sink sink(String name, EventSchema schema, long outboxLimit) {
        if (outboxLimit < 1) {
            throw new WrongConfigurationException(
                    "health-events.sinks." + name + ".outbox-limit", "is " + outboxLimit, "Set it to a number from 1");
        }
        return new Sink(name, schema, new Outbox(database, name), outboxLimit, new SinkStatus());
    }
}
