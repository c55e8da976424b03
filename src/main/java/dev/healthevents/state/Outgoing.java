package dev.healthevents.state;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What one window puts into outboxes, and what their sinks' filters keep out of them. For one thread at a time. */
final class Outgoing {

    private final Map<Outbox, Map<String, OutboxEvent>> events = new LinkedHashMap<>();
    private final Map<Outbox, Set<UUID>> filtered = new LinkedHashMap<>();

    /** Puts an event into an outbox, once. */
    void append(Outbox outbox, OutboxEvent event) {
        events.computeIfAbsent(outbox, any -> new LinkedHashMap<>()).putIfAbsent(event.id(), event);
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

    void retract(UUID id) {
        events.values().forEach(of -> of.remove(id.toString()));
        filtered.values().forEach(of -> of.remove(id));
    }

    /** Whether a route has sent an event to an outbox, a sink's filter that kept it out notwithstanding. */
    boolean knows(UUID id) {
        String text = id.toString();
        return events.values().stream().anyMatch(of -> of.containsKey(text))
                || filtered.values().stream().anyMatch(of -> of.contains(id));
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    void write(Connection connection, Timing timing) throws SQLException {
        for (Map.Entry<Outbox, Map<String, OutboxEvent>> entry : events.entrySet()) {
            entry.getKey().append(connection, entry.getValue().values(), timing);
        }
    }

    void committed() {
        events.forEach((outbox, of) -> outbox.appended(of.size()));
        filtered.forEach((outbox, of) -> outbox.filtered(of.size()));
    }

    /** It is not known whether it was committed. */
    void doubt() {
        events.keySet().forEach(Outbox::doubt);
    }
}
