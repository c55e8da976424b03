package dev.healthevents.camel.azure.eventgrid;

/**
 * What a topic takes, as set when it was made.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/post-to-custom-topic">Publish events to custom topics</a>
 */
public enum EventGridSchema {
    /** CloudEvents 1.0, in batched mode. */
    CLOUD_EVENTS("cloud-events", "application/cloudevents-batch+json; charset=utf-8"),
    /** The Event Grid event schema. */
    EVENT_GRID("event-grid", "application/json; charset=utf-8");

    private final String value;
    private final String contentType;

    EventGridSchema(String value, String contentType) {
        this.value = value;
        this.contentType = contentType;
    }

    /** Its name as an option. */
    String value() {
        return value;
    }

    /** The media type of a list of events. */
    String contentType() {
        return contentType;
    }
}
