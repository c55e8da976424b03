package dev.healthevents.camel.azure.eventgrid;

import java.util.Map;
import org.apache.camel.Category;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Send events to Azure Event Grid topics.
 *
 * <p>Bodies: JSON of an event or of a list (bytes, String, or what Camel converts to bytes), a Map, azure-core's
 * CloudEvent, an EventGridEvent, a Message of one of these, or an Iterable of all these. Whatever else becomes the data of
 * a new event.
 *
 * <p>Nothing is sent twice by the endpoint: an answer other than 200 is a
 * {@link com.azure.core.exception.HttpResponseException} with its status and headers, and up to the route. Of a list that
 * takes several requests, those before the one that failed were taken.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "azure-eventgrid",
        title = "Azure Event Grid",
        syntax = "azure-eventgrid:topicEndpoint",
        producerOnly = true,
        category = {Category.CLOUD, Category.MESSAGING},
        headersClass = EventGridConstants.class)
public class EventGridEndpoint extends DefaultEndpoint implements EndpointServiceLocation {

    @UriParam
    private EventGridConfiguration configuration;

    public EventGridEndpoint(String uri, Component component, EventGridConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() {
        return new EventGridProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("Event Grid can be sent to, not read from: subscribe to the topic");
    }

    public EventGridConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(EventGridConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public String getServiceUrl() {
        return configuration.getTopicEndpoint();
    }

    @Override
    public String getServiceProtocol() {
        return "eventgrid";
    }

    @Override
    public Map<String, String> getServiceMetadata() {
        String url = configuration.getTopicEndpoint();
        return url == null ? null : Map.of("topicEndpoint", url);
    }
}
