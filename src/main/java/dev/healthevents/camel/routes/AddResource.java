package dev.healthevents.camel.routes;

import dev.healthevents.event.HealthEvent;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/**
 * For an {@code enrich} in a route: adds the resource that was read, as JSON, to the event. Where nothing was read, the
 * event stays as it is.
 */
public final class AddResource implements AggregationStrategy {

    @Override
    public Exchange aggregate(Exchange event, Exchange read) {
        String resource = read == null ? null : read.getMessage().getBody(String.class);
        if (resource != null && !resource.isEmpty()) {
            HealthEvent bare = event.getMessage().getBody(HealthEvent.class);
            event.getMessage().setBody(bare.withResource(resource));
        }
        return event;
    }
}
