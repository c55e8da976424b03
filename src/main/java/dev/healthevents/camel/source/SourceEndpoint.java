package dev.healthevents.camel.source;

import dev.healthevents.source.Source;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollEndpoint;

/** What the endpoints of all kinds of sources have in common. */
public abstract class SourceEndpoint extends ScheduledPollEndpoint {

    @UriPath(description = "Name of the source in the configuration, as in health-events.sources.NAME.url")
    @Metadata(required = true)
    private String source;

    private final Source configured;

    SourceEndpoint(String uri, SourceComponent component, Source configured) {
        super(uri, component);
        this.configured = configured;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        SourceConsumer consumer = new SourceConsumer(this, processor, configured);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException(
                getEndpointUri().split(":", 2)[0] + ": is read from; it can't be sent to");
    }

    public String getSource() {
        return source;
    }

    public void setSource(String source) {
        this.source = source;
    }
}
