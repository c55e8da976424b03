package dev.healthevents.camel;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultComponent;

/** Announces the changes of FHIR servers by their {@code _history}. */
@Component("fhir-history")
public class FhirHistoryComponent extends DefaultComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Sources sources = CamelContextHelper.mandatoryFindSingleByType(getCamelContext(), Sources.class);
        Source source = sources.find(remaining)
                .orElseThrow(() -> new IllegalArgumentException("No source '" + remaining
                        + "' is configured: set health-events.sources." + remaining + ".type and .url"));
        FhirHistoryEndpoint endpoint = new FhirHistoryEndpoint(uri, this, source);
        endpoint.setSource(remaining);
        endpoint.setDelay(source.settings().pollInterval().toMillis());
        endpoint.setInitialDelay(0);
        endpoint.setGreedy(true);
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
