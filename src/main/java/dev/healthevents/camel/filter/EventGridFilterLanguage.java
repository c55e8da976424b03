package dev.healthevents.camel.filter;

import dev.healthevents.event.HealthEvent;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.spi.annotations.Language;
import org.apache.camel.support.LanguageSupport;
import org.apache.camel.support.PredicateToExpressionAdapter;

/**
 * The filter of an Event Grid subscription as the condition of a route, checked when the route is loaded.
 *
 * <p>A condition on what is no health event fails the exchange.
 */
@Language("event-grid-filter")
public class EventGridFilterLanguage extends LanguageSupport {

    @Override
    public Predicate createPredicate(String filter) {
        return new Condition(EventGridFilter.parse(filter));
    }

    @Override
    public Expression createExpression(String filter) {
        return PredicateToExpressionAdapter.toExpression(createPredicate(filter));
    }

    private record Condition(EventGridFilter filter) implements Predicate {

        @Override
        public boolean matches(Exchange exchange) {
            Object body = exchange.getMessage().getBody();
            if (!(body instanceof HealthEvent event)) {
                throw new IllegalStateException("event-grid-filter looks at health events, but the body is "
                        + (body == null ? "empty" : "a " + body.getClass().getName()));
            }
            return filter.matches(event);
        }
    }
}
