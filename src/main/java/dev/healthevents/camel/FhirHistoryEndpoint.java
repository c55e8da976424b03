package dev.healthevents.camel;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollEndpoint;

/**
 * Announce the changes of a FHIR server as health events, by reading its history.
 *
 * <p>Each exchange is a window of the history: its body is the list of the window's
 * {@link dev.healthevents.event.HealthEvent}s, oldest first. When the route has succeeded, what it made of them becomes
 * durable together with the source's cursor; when it fails, the window is read again.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "fhir-history",
        title = "FHIR History",
        syntax = "fhir-history:source",
        consumerOnly = true,
        category = {Category.API})
public class FhirHistoryEndpoint extends ScheduledPollEndpoint {

    @UriPath(description = "Name of the source in the configuration, as in health-events.sources.NAME.url")
    @Metadata(required = true)
    private String source;

    private final Source configured;

    public FhirHistoryEndpoint(String uri, FhirHistoryComponent component, Source configured) {
        super(uri, component);
        this.configured = configured;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        FhirHistoryConsumer consumer = new FhirHistoryConsumer(this, processor, configured);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("fhir-history: is read from; it can't be sent to");
    }

    public String getSource() {
        return source;
    }

    public void setSource(String source) {
        this.source = source;
    }
}
