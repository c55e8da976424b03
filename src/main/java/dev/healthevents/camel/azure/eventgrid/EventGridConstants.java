package dev.healthevents.camel.azure.eventgrid;

import org.apache.camel.spi.Metadata;

/** Headers, for what a body does not say itself. */
public final class EventGridConstants {

    @Metadata(description = "The event type of the event.", javaType = "String")
    public static final String EVENT_TYPE = "CamelAzureEventGridEventType";

    @Metadata(description = "The subject of the event.", javaType = "String")
    public static final String SUBJECT = "CamelAzureEventGridSubject";

    @Metadata(description = "The time the event was generated.", javaType = "OffsetDateTime")
    public static final String EVENT_TIME = "CamelAzureEventGridEventTime";

    @Metadata(
            description = "The unique identifier for the event. On a list it is left to the list's elements,"
                    + " since no two events may have the same.",
            javaType = "String")
    public static final String ID = "CamelAzureEventGridId";

    @Metadata(
            description = "The schema version of the data object; only the schema event-grid has it.",
            javaType = "String")
    public static final String DATA_VERSION = "CamelAzureEventGridDataVersion";

    private EventGridConstants() {}
}
