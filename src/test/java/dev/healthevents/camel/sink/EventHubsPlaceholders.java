package dev.healthevents.camel.sink;

import java.util.Map;
import java.util.Properties;

/** What the configuration gives to the Event Hubs route. */
public final class EventHubsPlaceholders {

    public static final Properties PROPERTIES = new Properties();

    static {
        PROPERTIES.putAll(Map.of(
                "event-hubs.brokers", "127.0.0.1:9",
                "event-hubs.topic", "events",
                "event-hubs.security-protocol", "PLAINTEXT",
                "event-hubs.sasl-mechanism", "GSSAPI",
                "event-hubs.content-type", "application/cloudevents+json; charset=utf-8"));
    }

    private EventHubsPlaceholders() {}
}
