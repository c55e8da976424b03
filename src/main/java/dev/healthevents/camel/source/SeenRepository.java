package dev.healthevents.camel.source;

import dev.healthevents.event.EventIds;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.state.WindowTransaction;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Camel's idempotent repository over the seen ids of a source. A key is an event's id.
 *
 * <p>Looks up in memory. What is added becomes durable with the window's commit, and is forgotten with a window that
 * fails, so that no id is remembered whose event was not committed (the trap of CAMEL-16427).
 */
public class SeenRepository extends ServiceSupport implements IdempotentRepository {

    /**
     * Sends each event of a window that was not announced before to an endpoint, one exchange an event, in order. What
     * fails there ends the window, of which nothing counts then.
     *
     * @param window the body is the list of its {@link HealthEvent}s
     * @param to where each is sent
     * @throws Exception that of the event that failed
     */
    public void announce(Exchange window, String to) throws Exception {
        new UnseenEvents(window).sendTo(to);
    }

    @Override
    public boolean add(Exchange exchange, String key) {
        if (exchange.getMessage().getBody() instanceof HealthEvent event) {
            WindowProperty.set(exchange, event);
        }
        return window(exchange).announce(id(key));
    }

    @Override
    public boolean contains(Exchange exchange, String key) {
        WindowTransaction window = window(exchange);
        return window.contains(id(key)) || window.postpones(id(key));
    }

    @Override
    public boolean remove(Exchange exchange, String key) {
        goOnWithTheWindow(exchange);
        return window(exchange).retract(id(key));
    }

    /** Has nothing to remember: the window's commit confirms all of its ids together. */
    @Override
    public boolean confirm(Exchange exchange, String key) {
        goOnWithTheWindow(exchange);
        return true;
    }

    @Override
    public boolean add(String key) {
        throw withoutExchange();
    }

    @Override
    public boolean contains(String key) {
        throw withoutExchange();
    }

    @Override
    public boolean remove(String key) {
        throw withoutExchange();
    }

    @Override
    public boolean confirm(String key) {
        throw withoutExchange();
    }

    @Override
    public void clear() {
        throw new UnsupportedOperationException("The seen ids are bound to the sources' cursors and can't be cleared");
    }

    /**
     * Camel's split ends, without an error, at an event that became a dead letter or met a {@code stop}: the rest of the
     * window would be lost. An enrich around the routes would prevent that as well, but cost a quarter of the speed.
     */
    private static void goOnWithTheWindow(Exchange exchange) {
        exchange.getExchangeExtension().setErrorHandlerHandled(null);
        exchange.setRouteStop(false);
    }

    private static WindowTransaction window(Exchange exchange) {
        return WindowProperty.require(exchange, "The repository 'seen'");
    }

    private static UnsupportedOperationException withoutExchange() {
        return new UnsupportedOperationException("The repository 'seen' needs the exchange that an id belongs to");
    }

    private static UUID id(String key) {
        try {
            return UUID.fromString(key);
        } catch (IllegalArgumentException notAnEventId) {
            return EventIds.of(key);
        }
    }
}
