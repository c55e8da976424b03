package dev.healthevents.state;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What one window puts into outboxes, what their sinks' filters keep out of them, and what does not fit. For one thread at
 * a time.
 */
public final class Outgoing {

    private final Map<Outbox, Map<String, OutboxEvent>> events = new LinkedHashMap<>();
    private final Map<Outbox, Set<UUID>> filtered = new LinkedHashMap<>();
    private final Map<Outbox, Map<String, DeadLetter>> overflow = new LinkedHashMap<>();
    private final Map<Outbox, List<OutboxRow>> written = new LinkedHashMap<>();
    private final IdSet routed = new IdSet();

    /** Notes that a route has sent an event to an outbox, wherever it was not kept out of or did not fit. */
    void routed(UUID id) {
        routed.add(id);
    }

    /** How many of these no route has sent to an outbox. */
    int routedNowhere(Set<UUID> ids) {
        int nowhere = 0;
        for (UUID id : ids) {
            nowhere += routed.contains(id) ? 0 : 1;
        }
        return nowhere;
    }

    /** Puts an event into an outbox, once; where it does not fit in, it becomes a dead letter. */
    void append(Outbox outbox, OutboxEvent event) {
        Map<String, OutboxEvent> into = events.computeIfAbsent(outbox, any -> new LinkedHashMap<>());
        Map<String, DeadLetter> beside = overflow.getOrDefault(outbox, Map.of());
        boolean fits = outbox.fits(into.size());
        if (beside.containsKey(event.id())
                || (fits ? into.putIfAbsent(event.id(), event) != null : into.containsKey(event.id()))) {
            return;
        }
        if (!fits) {
            overflow.computeIfAbsent(outbox, any -> new LinkedHashMap<>()).put(event.id(), outbox.letter(event));
        }
        Set<UUID> keptOut = filtered.get(outbox);
        if (keptOut != null) {
            keptOut.remove(UUID.fromString(event.id()));
        }
    }

    /** Notes that an outbox does not get an event, unless it has it as a route made it before. */
    void filter(Outbox outbox, UUID id) {
        if (!events.getOrDefault(outbox, Map.of()).containsKey(id.toString())) {
            filtered.computeIfAbsent(outbox, any -> new HashSet<>()).add(id);
        }
    }

    /** The sinks in whose outboxes an event is. */
    public Set<String> sinks(UUID id) {
        Set<String> sinks = new HashSet<>();
        events.forEach((outbox, of) -> {
            if (of.containsKey(id.toString())) {
                sinks.add(outbox.sink());
            }
        });
        return sinks;
    }

    /** What becomes of those that do not fit into an outbox. */
    public List<DeadLetter> notFitting() {
        return overflow.values().stream().flatMap(of -> of.values().stream()).toList();
    }

    void retract(UUID id) {
        events.values().forEach(of -> of.remove(id.toString()));
        filtered.values().forEach(of -> of.remove(id));
        overflow.values().forEach(of -> of.remove(id.toString()));
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    void write(Connection connection, Timing timing) throws SQLException {
        for (Map.Entry<Outbox, Map<String, OutboxEvent>> entry : events.entrySet()) {
            Outbox outbox = entry.getKey();
            written.put(outbox, outbox.append(connection, entry.getValue().values(), timing));
        }
        for (Map<String, DeadLetter> letters : overflow.values()) {
            DeadLetters.write(connection, letters.values());
        }
    }

    void committed() {
        written.forEach(Outbox::appended);
        filtered.forEach((outbox, of) -> outbox.filtered(of.size()));
        overflow.forEach((outbox, of) -> outbox.overflowed(of.size()));
    }

    /** It is not known whether it was committed. */
    void doubt() {
        events.keySet().forEach(Outbox::doubt);
    }
}
