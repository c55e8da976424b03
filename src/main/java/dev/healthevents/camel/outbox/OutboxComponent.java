package dev.healthevents.camel.outbox;

import dev.healthevents.delivery.Sink;
import dev.healthevents.delivery.Sinks;
import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultComponent;

/** Keeps events until their sink has taken them. */
@Component("outbox")
public class OutboxComponent extends DefaultComponent {

    /** In place of a sink's name: every sink that is on. */
    public static final String ALL = "all";

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        OutboxEndpoint endpoint = new OutboxEndpoint(uri, this, sinks(remaining));
        endpoint.setSink(remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    private List<Sink> sinks(String name) {
        Sinks sinks = CamelContextHelper.mandatoryFindSingleByType(getCamelContext(), Sinks.class);
        if (name.equals(ALL)) {
            return sinks.all();
        }
        return List.of(sinks.find(name)
                .orElseThrow(() -> new IllegalArgumentException("No sink '" + name + "' is on: configure"
                        + " health-events.sinks." + name + ", or take outbox:" + name + " out of the route; on are "
                        + sinks.all().stream().map(Sink::name).toList())));
    }
}
