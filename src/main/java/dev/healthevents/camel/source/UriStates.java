package dev.healthevents.camel.source;

import dev.healthevents.delivery.Sinks;
import dev.healthevents.source.RecentEvents;
import dev.healthevents.source.State;
import dev.healthevents.source.Workers;
import dev.healthevents.state.ClaimedState;
import dev.healthevents.state.StateException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The state of the sources that a context's routes name by URL: a database for each {@code stateUrl}, opened when the
 * first of its routes starts, and closed with the context.
 */
final class UriStates extends ServiceSupport {

    private static final String POSTGRESQL = "jdbc:postgresql:";

    private final CamelContext context;
    private final Workers workers = new Workers();
    private final Map<String, ClaimedState> claimed = new HashMap<>();
    private final Map<String, ReaderParts> open = new HashMap<>();
    private final Map<String, UriSource> sources = new HashMap<>();

    private UriStates(CamelContext context) {
        this.context = context;
    }

    static UriStates of(CamelContext context) {
        synchronized (context) {
            UriStates existing = context.hasService(UriStates.class);
            if (existing != null) {
                return existing;
            }
            UriStates made = new UriStates(context);
            try {
                context.addService(made);
            } catch (Exception e) {
                throw RuntimeCamelException.wrapRuntimeCamelException(e);
            }
            return made;
        }
    }

    Workers workers() {
        return workers;
    }

    /**
     * Makes a database this process's own; it is opened when it is first used.
     *
     * @throws IllegalArgumentException if it can't be used, or another process has it
     */
    synchronized void claim(StateOptions options) {
        if (!claimed.containsKey(options.getStateUrl())) {
            claimed.put(options.getStateUrl(), database(options));
        }
    }

    /** @throws StateException if it can't be opened */
    synchronized ReaderParts open(StateOptions options) {
        claim(options);
        return open.computeIfAbsent(
                options.getStateUrl(),
                url -> new ReaderParts(
                        State.of(claimed.get(url).open()),
                        new Sinks(List.of()),
                        new RecentEvents(),
                        workers,
                        ReaderParts.clock(context)));
    }

    /**
     * Has a source read, after whoever read one of its name before.
     *
     * @throws IllegalArgumentException if another route reads a source of that name
     */
    synchronized void begin(UriSource wanted) {
        UriSource before = sources.get(wanted.key());
        if (before == wanted) {
            return;
        }
        if (before != null && before.source().claimed()) {
            throw new IllegalArgumentException("Another route reads "
                    + wanted.source().settings().name() + " with this stateUrl already; give one of the two a name of"
                    + " its own, such as name=other, or take it out");
        }
        if (before != null) {
            wanted.source().leave(before.source()::free);
        }
        sources.put(wanted.key(), wanted);
    }

    private static ClaimedState database(StateOptions options) {
        String url = Optional.ofNullable(options.getStateUrl()).orElse("");
        if (url.startsWith(POSTGRESQL)) {
            Library.need("org.postgresql.Driver", "org.postgresql:postgresql", "stateUrl=" + POSTGRESQL);
            Library.need(
                    "org.flywaydb.database.postgresql.PostgreSQLDatabaseType",
                    "org.flywaydb:flyway-database-postgresql",
                    "stateUrl=" + POSTGRESQL);
        }
        try {
            return ClaimedState.of(url, options.getStateUsername(), options.getStatePassword());
        } catch (StateException e) {
            throw new IllegalArgumentException(
                    "stateUrl can't be used: " + e.getMessage()
                            + ". Set it to jdbc:sqlite: and a file of this process's"
                            + " own on a local disk, such as jdbc:sqlite:health-events.db",
                    e);
        }
    }

    @Override
    protected synchronized void doStop() {
        claimed.values().forEach(ClaimedState::close);
        claimed.clear();
        open.clear();
        sources.clear();
        workers.close();
    }
}
