package dev.healthevents.config;

import dev.healthevents.event.EventSchema;
import dev.healthevents.feed.http.EntraCredential;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.spi.Registry;

/** The sink {@code event-grid}. */
record EventGridSink(EventGridSinkProperties properties) implements ConfiguredSink {

    @Override
    public String name() {
        return "event-grid";
    }

    @Override
    public EventSchema schema() {
        return properties.schema();
    }

    @Override
    public long outboxLimit() {
        return properties.outboxLimit();
    }

    @Override
    public RetryProperties retry() {
        return properties.retry();
    }

    @Override
    public void check() {
        EventGridAddress.check(key("endpoint"), properties.endpoint());
        access().check();
    }

    @Override
    public Map<String, String> placeholders(Registry registry) {
        Map<String, String> placeholders = new HashMap<>();
        placeholders.put("event-grid.endpoint", properties.endpoint().strip());
        placeholders.put("event-grid.schema", properties.schema().value());
        if (properties.accessKey() != null) {
            registry.bind("eventGridKey", properties.accessKey());
            placeholders.put("event-grid.access-key", "#bean:eventGridKey");
        } else if (properties.sasToken() != null) {
            registry.bind("eventGridSasToken", properties.sasToken());
            placeholders.put("event-grid.sas-token", "#bean:eventGridSasToken");
        } else {
            registry.bind("eventGridIdentity", new EntraCredential(access().identity()));
            placeholders.put("event-grid.token-credential", "#bean:eventGridIdentity");
        }
        return placeholders;
    }

    private EventGridAccess access() {
        return new EventGridAccess(this);
    }
}
