package dev.healthevents.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the events go. A sink that is configured is on.
 *
 * @param file one event a line
 * @param eventHubs Azure Event Hubs, or any Kafka
 * @param eventGrid a custom topic of Azure Event Grid
 * @param functions an Azure Function, or any webhook
 */
public record SinkProperties(
        FileSinkProperties file,
        EventHubsSinkProperties eventHubs,
        EventGridSinkProperties eventGrid,
        FunctionsSinkProperties functions) {

    /** The sinks that are on. */
    List<ConfiguredSink> configured() {
        List<ConfiguredSink> sinks = new ArrayList<>();
        if (file != null) {
            sinks.add(new FileSink(file));
        }
        if (eventHubs != null) {
            sinks.add(new EventHubsSink(eventHubs));
        }
        if (eventGrid != null) {
            sinks.add(new EventGridSink(eventGrid));
        }
        if (functions != null) {
            sinks.add(new FunctionsSink(functions));
        }
        return sinks;
    }
}
