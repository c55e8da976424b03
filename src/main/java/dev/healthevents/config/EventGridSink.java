package dev.healthevents.config;

import dev.healthevents.feed.http.EntraCredential;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.spi.Registry;

/** A sink of type {@code event-grid}. */
record EventGridSink(String name, SinkProperties properties) implements ConfiguredSink {

    @Override
    public SinkType type() {
        return SinkType.EVENT_GRID;
    }

    @Override
    public void check() {
        EventGridAddress.check(key("endpoint"), properties.endpoint());
        access().check();
    }

    @Override
    public List<URI> servers() {
        return List.of(ServerConnection.of(URI.create(properties.endpoint().strip())));
    }

    @Override
    public Map<String, String> parameters(Registry registry) {
        Map<String, String> parameters = new HashMap<>();
        parameters.put("endpoint", properties.endpoint().strip());
        parameters.put("schema", properties.schema().value());
        if (properties.accessKey() != null) {
            registry.bind(bean("eventGridKey"), properties.accessKey());
            parameters.put("access-key", "#bean:" + bean("eventGridKey"));
        } else if (properties.sasToken() != null) {
            registry.bind(bean("eventGridSasToken"), properties.sasToken());
            parameters.put("sas-token", "#bean:" + bean("eventGridSasToken"));
        } else {
            registry.bind(bean("eventGridIdentity"), new EntraCredential(access().identity()));
            parameters.put("token-credential", "#bean:" + bean("eventGridIdentity"));
        }
        return parameters;
    }

    private EventGridAccess access() {
        return new EventGridAccess(this);
    }
}
