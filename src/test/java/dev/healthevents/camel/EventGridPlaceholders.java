package dev.healthevents.camel;

import java.util.Map;
import java.util.Properties;

/** What the configuration gives to the Event Grid route. */
final class EventGridPlaceholders {

    private EventGridPlaceholders() {}

    static Properties of(String endpoint, String accessKey, RouteHarness harness) {
        harness.context().getRegistry().bind("eventGridKey", accessKey);
        Properties placeholders = new Properties();
        placeholders.putAll(Map.of(
                "event-grid.endpoint", endpoint,
                "event-grid.schema", "cloud-events",
                "event-grid.access-key", "#bean:eventGridKey"));
        return placeholders;
    }
}
