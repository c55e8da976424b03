package dev.healthevents.camel.source;

import dev.healthevents.source.Source;
import dev.healthevents.source.Sources;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultComponent;

/** Takes health events from a topic, as the configuration of a source of type {@code event-hubs} says. */
@Component("event-hubs")
public class EventHubsComponent extends DefaultComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Sources sources = CamelContextHelper.mandatoryFindSingleByType(getCamelContext(), Sources.class);
        Source source = sources.find(remaining)
                .filter(configured -> configured.topic() != null)
                .orElseThrow(() -> new IllegalArgumentException("No source '" + remaining
                        + "' of type event-hubs is configured: set health-events.sources." + remaining
                        + ".type, .event-hub"
                        + " and .group"));
        EventHubsEndpoint endpoint = new EventHubsEndpoint(uri, this, source);
        endpoint.setSource(remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
