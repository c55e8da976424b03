package dev.healthevents.delivery;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sinks that are on. */
public final class Sinks {

    private final Map<String, Sink> byName = new LinkedHashMap<>();

    public Sinks(Collection<Sink> sinks) {
        sinks.forEach(sink -> byName.put(sink.name(), sink));
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
}
