package dev.healthevents.config;

import dev.healthevents.event.EventSchema;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A custom topic of Azure Event Grid.
 *
 * @param endpoint of the topic, {@code https://TOPIC.REGION-1.eventgrid.azure.net/api/events}
 * @param accessKey of the topic
 * @param sasToken a token that was signed with the access key, in place of it
 * @param auth who we are, in place of both; the identity of this process where none of the three is given
 * @param schema how events are encoded, as the topic was made for
 * @param outboxLimit how many events may wait before reading pauses
 * @param retry how events are offered again
 */
public record EventGridSinkProperties(
        String endpoint,
        String accessKey,
        String sasToken,
        @DefaultValue IdentityProperties auth,
        @DefaultValue("cloud-events") EventSchema schema,
        @DefaultValue("1000000") long outboxLimit,
        @DefaultValue RetryProperties retry) {

    /** Without the secrets. */
    @Override
    public String toString() {
        return "EventGridSinkProperties[endpoint=" + endpoint + ", schema=" + schema + "]";
    }
}
