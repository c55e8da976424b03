package dev.healthevents.camel.deadletters;

import dev.healthevents.camel.source.WindowProperty;
import dev.healthevents.delivery.Fatal;
import dev.healthevents.delivery.Reason;
import dev.healthevents.event.EventSchema;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.state.Attempts;
import dev.healthevents.state.DeadLetter;
import dev.healthevents.state.WindowTransaction;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps events that a route could not handle. */
public final class RouteDeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.routes");

    private final Clock clock;

    public RouteDeadLetters(Clock clock) {
        this.clock = clock;
    }

    /** Keeps an event with the reason for which its route failed, in the transaction of its window. */
    public void keep(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        Fatal.check(failure);
        WindowTransaction window = WindowProperty.require(exchange, "The bean 'deadLetters'");
        HealthEvent event = WindowProperty.event(exchange);
        String reason = exchange.getProperty(Exchange.FAILURE_ROUTE_ID) + ": " + Reason.of(failure);
        window.add(new DeadLetter(
                event.id().toString(),
                DeadLetter.ROUTE,
                window.source(),
                "",
                window.sinks(),
                clock.instant(),
                reason,
                event.subject(),
                new String(EventSchema.CLOUD_EVENTS.write(event), StandardCharsets.UTF_8),
                null,
                null,
                Attempts.NONE));
        LOG.warn("Event {} became a dead letter. {}", event.id(), reason);
        LOG.debug("The failure in full:", failure);
    }
}
