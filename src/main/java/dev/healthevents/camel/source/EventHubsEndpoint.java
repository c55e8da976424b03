package dev.healthevents.camel.source;

import dev.healthevents.source.Source;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Take health events from an event hub, or any Kafka topic, as a member of a consumer group.
 *
 * <p>In the bridge only. Each exchange is what was read of one partition: the list of its {@link dev.healthevents.event.HealthEvent}s, in order.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "event-hubs",
        title = "Event Hubs",
        syntax = "event-hubs:source",
        consumerOnly = true,
        category = {Category.MESSAGING})
public class EventHubsEndpoint extends DefaultEndpoint implements ReadsSource {

    @UriPath(description = "Name of a source of type event-hubs, as in health-events.sources.NAME.event-hub")
    @Metadata(required = true)
    private String source;

    private final Source configured;

    public EventHubsEndpoint(String uri, EventHubsComponent component, Source configured) {
        super(uri, component);
        this.configured = configured;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        EventHubsConsumer consumer = new EventHubsConsumer(this, processor, configured);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("event-hubs: is read from; to send there, use a sink of that type");
    }

    @Override
    public String getSource() {
        return source;
    }

    public void setSource(String source) {
        this.source = source;
    }
}
