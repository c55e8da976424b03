package dev.healthevents.config;

import dev.healthevents.event.EventSchema;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An Azure Function, or any webhook.
 *
 * @param url the function, or any webhook; of an Event Grid trigger {@code
 *     https://APP.azurewebsites.net/runtime/webhooks/EventGrid?functionName=NAME}. What follows {@code ?} is kept secret
 * @param key the key of the function, sent as {@code x-functions-key}; of an Event Grid trigger the system key {@code
 *     eventgrid_extension}, sent as {@code code}
 * @param trigger {@code http} or {@code event-grid}: what the function is bound to; see <a
 *     href="sinks.md#functions-and-other-webhooks">sinks</a>
 * @param batchSize events in a request at the most, 1 to 5000; unless set 1, of an Event Grid trigger 100
 * @param headers a header of your own, {@code <name>} being its name, such as {@code Authorization}
 * @param tls whom to trust and which certificate to show
 * @param schema {@code cloud-events} or {@code event-grid}
 * @param outboxLimit how many events may wait for this sink before reading pauses
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
