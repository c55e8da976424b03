package dev.healthevents.state;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one window has looked up of a source's seen ids. Which of them another window has announced since is told by what was
 * remembered meanwhile, which is little, and not by looking each up once more. For one thread at a time.
 */
final class SeenLook {

    private final SeenIds seen;
    private final String source;
    private RecentIds first;
    private long adds;

    SeenLook(SeenIds seen, String source) {
        this.seen = seen;
        this.source = source;
    }

    boolean contains(UUID id) {
        RecentIds recent = seen.recent(source);
        if (first == null) {
            first = recent;
            adds = recent.adds();
        }
        return recent.contains(id);
    }

    /** Those of some ids that are remembered, though they were not when they were looked up. */
    Set<UUID> meanwhile(Set<UUID> ids) {
        RecentIds recent = seen.recent(source);
        Optional<Stream<UUID>> added = recent == first ? recent.addedAfter(adds) : Optional.empty();
        return added.map(since -> since.filter(ids::contains))
                .orElseGet(() -> ids.stream().filter(recent::contains))
                .collect(Collectors.toSet());
    }
}
