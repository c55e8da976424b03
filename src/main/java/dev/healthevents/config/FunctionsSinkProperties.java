package dev.healthevents.config;

import dev.healthevents.event.EventSchema;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An Azure Function, or any webhook.
 *
 * @param url of the function; its query is taken for a secret
 * @param key of the function, or for an Event Grid trigger the system key {@code eventgrid_extension}
 * @param trigger {@code http} or {@code event-grid}
 * @param batchSize events in a request at the most; 1 for {@code http} and 100 for {@code event-grid} if not set
 * @param headers of each request, by name
 * @param tls whom to trust and which certificate to show
 * @param schema how events are encoded
 * @param outboxLimit how many events may wait before reading pauses
 * @param retry how events are offered again
 */
public record FunctionsSinkProperties(
        String url,
        String key,
        @DefaultValue("http") String trigger,
        Integer batchSize,
        @DefaultValue Map<String, String> headers,
        @DefaultValue TlsProperties tls,
        @DefaultValue("cloud-events") EventSchema schema,
        @DefaultValue("1000000") long outboxLimit,
        @DefaultValue RetryProperties retry) {

    /** Without the secrets. */
    @Override
    public String toString() {
        return "FunctionsSinkProperties[trigger=" + trigger + "]";
    }
}
