package dev.healthevents.source;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/** Which events of a partition are on their way, and who has still to get them. Not for use by several threads. */
final class OpenEvents {

    private final Map<String, Deque<OpenEvent>> byId = new HashMap<>();
    private final Map<String, Integer> owedTo = new HashMap<>();

    /**
     * An event that is on its way.
     *
     * @param offsets of the records that it is in
     * @param owed sinks that have still to get it, and for each dead letter of it that is to be put on record its sink's name
     *     after a slash
     * @param done told of its offsets when nobody is owed it any more
     */
    private record OpenEvent(Collection<Long> offsets, Set<String> owed, LongConsumer done) {}

    /** @param owed at least one */
    void add(String id, Collection<Long> offsets, Set<String> owed, LongConsumer done) {
        byId.computeIfAbsent(id, any -> new ArrayDeque<>()).add(new OpenEvent(offsets, new HashSet<>(owed), done));
        owed.forEach(sink -> owedTo.merge(sink, 1, Integer::sum));
    }

    boolean owes(String owed, String id) {
        return owing(owed, id) != null;
    }

    private OpenEvent owing(String owed, String id) {
        for (OpenEvent event : byId.getOrDefault(id, new ArrayDeque<>())) {
            if (event.owed().contains(owed)) {
                return event;
            }
        }
        return null;
    }

    /** Has somebody be owed it in place of somebody else, if that one is. */
    boolean replace(String owed, String by, String id) {
        OpenEvent event = owing(owed, id);
        if (event != null) {
            event.owed().remove(owed);
            event.owed().add(by);
            owedTo.merge(owed, -1, Integer::sum);
            owedTo.merge(by, 1, Integer::sum);
        }
        return event != null;
    }

    /** Takes note that one has got it. */
    void settle(String owed, String id) {
        OpenEvent event = owing(owed, id);
        if (event == null) {
            return;
        }
        event.owed().remove(owed);
        owedTo.merge(owed, -1, Integer::sum);
        if (event.owed().isEmpty()) {
            event.offsets().forEach(event.done()::accept);
            Deque<OpenEvent> of = byId.get(id);
            of.remove(event);
            if (of.isEmpty()) {
                byId.remove(id);
            }
        }
    }

    /** How many events each sink is owed, or was owed once. */
    Map<String, Integer> owedTo() {
        return owedTo;
    }

    /** Has all that a sink is owed count for it alone. */
    void part(String sink, LeftBehind own) {
        byId.replaceAll((id, events) -> {
            Deque<OpenEvent> parted = new ArrayDeque<>();
            for (OpenEvent event : events) {
                if (event.owed().size() > 1 && event.owed().remove(sink)) {
                    own.opened(event.offsets());
                    parted.add(new OpenEvent(event.offsets(), new HashSet<>(Set.of(sink)), own::done));
                    parted.add(event);
                } else if (event.owed().contains(sink)) {
                    own.opened(event.offsets());
                    event.offsets().forEach(event.done()::accept);
                    parted.add(new OpenEvent(event.offsets(), event.owed(), own::done));
                } else {
                    parted.add(event);
                }
            }
            return parted;
        });
    }
}
