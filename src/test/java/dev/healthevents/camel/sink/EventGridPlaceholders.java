package dev.healthevents.camel.sink;

import dev.healthevents.camel.routes.RouteHarness;
import java.util.Map;
import java.util.Properties;

/** What the configuration gives to the Event Grid route. */
public final class EventGridPlaceholders {

    private EventGridPlaceholders() {}

    public static Properties of(String endpoint, String accessKey, RouteHarness harness) {
        harness.context().getRegistry().bind("eventGridKey", accessKey);
        Properties placeholders = new Properties();
        placeholders.putAll(Map.of(
                "event-grid.endpoint", endpoint,
                "event-grid.schema", "cloud-events",
                "event-grid.access-key", "#bean:eventGridKey"));
        return placeholders;
    }
}
