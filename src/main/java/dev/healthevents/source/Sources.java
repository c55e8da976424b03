package dev.healthevents.source;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configured sources. */
public final class Sources {

    private final Map<String, Source> byName = new LinkedHashMap<>();

    public Sources(Collection<Source> sources) {
        sources.forEach(source -> byName.put(source.settings().name(), source));
    }

    public List<Source> all() {
        return List.copyOf(byName.values());
    }

    public Optional<Source> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
