package dev.healthevents.delivery;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sinks that are on. */
public final class Sinks {

    /** A fraction of a second's deliveries to a file or a broker. */
    private static final int ENOUGH = 5_000;

    private final Map<String, Sink> byName = new LinkedHashMap<>();
    private final Leases leases;

    /** Sinks whose events are all this process's own. */
    public Sinks(Collection<Sink> sinks) {
        this(sinks, new Leases());
    }

    /** @param leases those of each of the sinks */
    public Sinks(Collection<Sink> sinks, Leases leases) {
        this.leases = leases;
        sinks.forEach(sink -> byName.put(sink.name(), sink));
    }

    /** Says which events of topics may be delivered. */
    public Leases leases() {
        return leases;
    }

    public List<Sink> all() {
        return List.copyOf(byName.values());
    }

    public Optional<Sink> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** A sink in whose outbox so many events wait that reading must pause. */
    public Optional<Sink> full() {
        return byName.values().stream().filter(Sink::full).findFirst();
    }

    /**
     * Whether there is enough to do for every sink that takes events at all: more from the past would only make what is
     * new wait behind it. One that is slow alone holds nobody up.
     */
    public boolean busy() {
        List<Sink> taking = byName.values().stream()
                .filter(sink -> sink.status().lastError() == null)
                .toList();
        return !taking.isEmpty()
                && taking.stream().allMatch(sink -> sink.outbox().pending() > Math.min(ENOUGH, sink.outboxLimit() / 2));
    }
}
