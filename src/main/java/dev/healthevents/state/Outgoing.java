package dev.healthevents.state;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What one window puts into outboxes, what their sinks' filters keep out of them, and what does not fit. For one thread at
 * a time.
 */
final class Outgoing {

    private final Map<Outbox, Map<String, OutboxEvent>> events = new LinkedHashMap<>();
    private final Map<Outbox, Set<UUID>> filtered = new LinkedHashMap<>();
    private final Map<Outbox, Map<String, DeadLetter>> overflow = new LinkedHashMap<>();
    private final Set<UUID> taken = new HashSet<>();

    /** Puts an event into an outbox, once; where it does not fit in, it becomes a dead letter. */
    void append(Outbox outbox, OutboxEvent event) {
        Map<String, OutboxEvent> into = events.computeIfAbsent(outbox, any -> new LinkedHashMap<>());
        Map<String, DeadLetter> beside = overflow.getOrDefault(outbox, Map.of());
        if (into.containsKey(event.id()) || beside.containsKey(event.id())) {
            return;
        }
        if (outbox.fits(into.size())) {
            into.put(event.id(), event);
        } else {
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

    /** Notes that a route takes an event for itself. */
    void take(UUID id) {
        taken.add(id);
    }

    void retract(UUID id) {
        taken.remove(id);
        events.values().forEach(of -> of.remove(id.toString()));
        filtered.values().forEach(of -> of.remove(id));
        overflow.values().forEach(of -> of.remove(id.toString()));
    }

    /** Whether a route has taken an event or sent it to an outbox, also where a filter kept it out or it did not fit. */
    boolean knows(UUID id) {
        String text = id.toString();
        return taken.contains(id)
                || events.values().stream().anyMatch(of -> of.containsKey(text))
                || filtered.values().stream().anyMatch(of -> of.contains(id))
                || overflow.values().stream().anyMatch(of -> of.containsKey(text));
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    void write(Connection connection, Timing timing) throws SQLException {
        for (Map.Entry<Outbox, Map<String, OutboxEvent>> entry : events.entrySet()) {
            entry.getKey().append(connection, entry.getValue().values(), timing);
        }
        for (Map<String, DeadLetter> letters : overflow.values()) {
            if (!letters.isEmpty()) {
                DeadLetters.write(connection, letters.values());
            }
        }
    }

    void committed() {
        events.forEach((outbox, of) -> outbox.appended(of.size()));
        filtered.forEach((outbox, of) -> outbox.filtered(of.size()));
        overflow.forEach((outbox, of) -> outbox.overflowed(of.size()));
    }

    /** It is not known whether it was committed. */
    void doubt() {
        events.keySet().forEach(Outbox::doubt);
    }
}
