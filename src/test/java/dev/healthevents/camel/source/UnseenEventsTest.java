package dev.healthevents.camel.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.source.Events;
import dev.healthevents.source.State;
import dev.healthevents.state.StateDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnseenEventsTest {

    private static final HealthEvent FIRST = Events.created("Patient", "1");
    private static final HealthEvent SECOND = Events.created("Patient", "2");

    @TempDir
    Path directory;

    private final List<Object> sent = new ArrayList<>();
    private final List<Object> clinics = new ArrayList<>();

    @Test
    void anEventThatAWindowHoldsTwiceIsSentOnce() throws Exception {
        announce(false, List.of(FIRST, SECOND, FIRST));

        assertThat(sent).containsExactly(FIRST, SECOND);
    }

    @Test
    void whatARouteHasGivenTheWindowGoesWithEachOfItsEvents() throws Exception {
        announce(false, List.of(FIRST, SECOND));

        assertThat(clinics).containsExactly("north", "north");
    }

    @Test
    void aWindowWhoseRouteIsStoppedGoesNoFurther() {
        assertThatThrownBy(() -> announce(true, List.of(FIRST, SECOND))).isInstanceOf(RejectedExecutionException.class);

        assertThat(sent).containsExactly(FIRST);
    }

    private void announce(boolean stopped, List<HealthEvent> events) throws Exception {
        try (StateDatabase database = StateDatabase.open("jdbc:sqlite:" + directory.resolve("state.db"), null, null);
                DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:health-events").process(exchange -> {
                        sent.add(exchange.getMessage().getBody());
                        clinics.add(exchange.getMessage().getHeader("clinic"));
                    });
                }
            });
            context.start();
            Exchange window = new DefaultExchange(context);
            WindowProperty.set(window, State.of(database).begin("lab"));
            WindowProperty.setGoesOn(window, () -> !stopped || sent.isEmpty());
            window.getMessage().setBody(events);
            window.getMessage().setHeader("clinic", "north");
            new SeenRepository().announce(window, "direct:health-events");
        }
    }
}
