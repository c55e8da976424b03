package dev.healthevents.config;

import dev.healthevents.event.EventSchema;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A custom topic of Azure Event Grid.
 *
 * @param endpoint of the <a href="sinks.md#event-grid">topic</a>, whole, as the portal shows it: {@code
 *     https://…/api/events}
 * @param accessKey of the topic
 * @param sasToken a token that was signed with the access key, in place of it
 * @param auth who we are, in place of both; the identity of this process where none of the three is given
 * @param schema {@code cloud-events} or {@code event-grid}, as the topic was made for
 * @param outboxLimit how many events may wait for this sink before reading pauses
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
