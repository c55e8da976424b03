package dev.healthevents.camel.source;

import dev.healthevents.delivery.Sinks;
import dev.healthevents.source.RecentEvents;
import dev.healthevents.source.State;
import dev.healthevents.source.Workers;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.support.CamelContextHelper;

/**
 * What whoever reads a source shares with others.
 *
 * @param sinks for whose outboxes reading may have to wait
 */
record ReaderParts(State state, Sinks sinks, RecentEvents recent, Workers workers, Clock clock) {

    /** The bridge's, which its registry has. */
    static ReaderParts of(CamelContext context) {
        return new ReaderParts(
                bean(context, State.class),
                bean(context, Sinks.class),
                bean(context, RecentEvents.class),
                bean(context, Workers.class),
                clock(context));
    }

    /** The context's, or else the system's. */
    static Clock clock(CamelContext context) {
        Clock found = context.getRegistry().findSingleByType(Clock.class);
        return found == null ? Clock.systemUTC() : found;
    }

    private static <T> T bean(CamelContext context, Class<T> type) {
        return CamelContextHelper.mandatoryFindSingleByType(context, type);
    }
}
