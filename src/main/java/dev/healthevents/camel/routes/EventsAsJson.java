package dev.healthevents.camel.routes;

import dev.healthevents.camel.source.NewEvents;
import dev.healthevents.event.HealthEvent;
import java.io.OutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.apache.camel.spi.DataFormatFactory;
import org.apache.camel.spi.Registry;

/** {@code marshal: json}, which Jackson would do field by field: events become the JSON that they become everywhere else. */
public final class EventsAsJson extends JacksonDataFormat {

    /** What Camel looks for before it makes a data format of its own. */
    private static final String NAME = "jackson-dataformat-factory";

    private EventsAsJson() {}

    /** Has the routes of the contexts that look things up there use it. */
    public static void bind(Registry registry) {
        registry.bind(NAME, (DataFormatFactory) EventsAsJson::new);
    }

    @Override
    public void marshal(Exchange exchange, Object graph, OutputStream stream) throws Exception {
        boolean events = graph instanceof HealthEvent || graph instanceof NewEvents;
        super.marshal(exchange, events ? tree(exchange, graph) : graph, stream);
    }

    private Object tree(Exchange exchange, Object events) throws Exception {
        byte[] json = exchange.getContext().getTypeConverter().mandatoryConvertTo(byte[].class, exchange, events);
        return getObjectMapper().readTree(json);
    }
}
