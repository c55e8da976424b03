package dev.healthevents.camel.azure.eventgrid;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Publishes the events of an exchange, in order. */
public class EventGridProducer extends DefaultProducer {

    private Topic topic;

    public EventGridProducer(EventGridEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        EventGridConfiguration configuration = getEndpoint().getConfiguration();
        topic = configuration.getPublisherClient() == null
                ? RestTopic.of(configuration)
                : new PublisherClientTopic(configuration.getPublisherClient());
    }

    @Override
    public void process(Exchange exchange) {
        EventGridConfiguration configuration = getEndpoint().getConfiguration();
        List<byte[]> events = new Bodies(exchange, configuration.getSchema()).events();
        Batches batches = new Batches(configuration.getMaxBatchEvents(), configuration.getMaxBatchBytes());
        batches.of(events).forEach(topic::publish);
    }

    @Override
    protected void doStop() throws Exception {
        topic = null;
        super.doStop();
    }

    @Override
    public EventGridEndpoint getEndpoint() {
        return (EventGridEndpoint) super.getEndpoint();
    }
}
