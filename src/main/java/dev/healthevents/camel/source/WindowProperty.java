package dev.healthevents.camel.source;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.state.WindowTransaction;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;

/** The exchange properties that go with an event through the routes, whatever they make of its body. */
public final class WindowProperty {

    /** Exchange property with the name of the schema that an event is written in: {@code cloud-events} or {@code event-grid}. */
    public static final String SCHEMA = "HealthEventsSchema";

    private static final String WINDOW = "HealthEventsWindow";
    private static final String EVENT = "HealthEvent";
    private static final String GOES_ON = "HealthEventsGoesOn";
    private static final String TRACEPARENT = "HealthEventsTraceparent";

    /** Not that of CloudEvents alone: whoever takes JSON understands this one. */
    private static final String MEDIA_TYPE = "application/json; charset=utf-8";

    private WindowProperty() {}

    public static void set(Exchange exchange, WindowTransaction transaction) {
        exchange.setProperty(WINDOW, transaction);
    }

    /** Notes whether a window that is in its route may go on there: who was stopped must not. */
    static void setGoesOn(Exchange exchange, BooleanSupplier goesOn) {
        exchange.setProperty(GOES_ON, goesOn);
    }

    static boolean goesOn(Exchange window) {
        return !(window.getProperty(GOES_ON) instanceof BooleanSupplier goesOn) || goesOn.getAsBoolean();
    }

    /** An exchange for one event of a window, with all that routes have given the window on its way. */
    static Exchange ofOne(HealthEvent event, Exchange window) {
        Exchange exchange = ExchangeHelper.createCorrelatedCopy(window, false);
        exchange.getExchangeExtension().setUnitOfWork(null);
        exchange.getMessage().setBody(event);
        set(exchange, event);
        return exchange;
    }

    /**
     * Notes the event that an exchange is about, and what it is on its way to whatever a route sends it to: a component
     * looks for the media type before it has the body converted.
     */
    public static void set(Exchange exchange, HealthEvent event) {
        exchange.setProperty(EVENT, event);
        setMediaType(exchange);
    }

    /** Says what the body becomes on its way to whatever a route sends it to. */
    static void setMediaType(Exchange exchange) {
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, MEDIA_TYPE);
    }

    /** The event that an exchange is about, or {@code null} where it is about none. */
    public static HealthEvent event(Exchange exchange) {
        return exchange.getProperty(EVENT, HealthEvent.class);
    }

    /** Whether the exchange belongs to a window. */
    static boolean present(Exchange exchange) {
        return exchange.getProperty(WINDOW) != null;
    }

    static void setTraceparent(Exchange exchange, String traceparent) {
        exchange.setProperty(TRACEPARENT, traceparent);
    }

    /** The span of the window, as W3C's Trace Context has it; {@code null} where none is traced. */
    public static String traceparent(Exchange exchange) {
        return exchange.getProperty(TRACEPARENT, String.class);
    }

    /** @throws IllegalStateException where the exchange belongs to no window */
    public static WindowTransaction require(Exchange exchange, String who) {
        WindowTransaction transaction = exchange.getProperty(WINDOW, WindowTransaction.class);
        if (transaction == null) {
            throw new IllegalStateException(who + " serves routes that begin at a source, such as fhir-history:NAME;"
                    + " this exchange comes from " + exchange.getFromEndpoint());
        }
        return transaction;
    }
}
