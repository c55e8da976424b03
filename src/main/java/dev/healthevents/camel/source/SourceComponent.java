package dev.healthevents.camel.source;

import dev.healthevents.source.Source;
import dev.healthevents.source.Sources;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultComponent;

/** What the components of all kinds of sources have in common: they look the source up by its configured name. */
abstract class SourceComponent extends DefaultComponent {

    private final String type;

    /** @param type of the sources that it reads, as configured */
    SourceComponent(String type) {
        this.type = type;
    }

    abstract SourceEndpoint endpoint(String uri, Source source);

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Sources sources = CamelContextHelper.mandatoryFindSingleByType(getCamelContext(), Sources.class);
        Source source = sources.find(remaining)
                .filter(configured -> configured.settings().type().equals(type))
                .orElseThrow(() -> new IllegalArgumentException("No source '" + remaining + "' of type " + type
                        + " is configured: set health-events.sources." + remaining + ".type and .url"));
        SourceEndpoint endpoint = endpoint(uri, source);
        endpoint.setSource(remaining);
        endpoint.setDelay(source.settings().pollInterval().toMillis());
        endpoint.setInitialDelay(0);
        endpoint.setGreedy(true);
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
