package dev.healthevents.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What one window announces: gathered in memory while it goes through the routes, and made durable together with the
 * cursor, or not at all. For one thread at a time.
 */
public final class WindowTransaction {

    private final StateDatabase database;
    private final SeenIds seen;
    private final String source;
    private final Set<UUID> announced = new LinkedHashSet<>();
    private final Map<Outbox, List<OutboxEvent>> outgoing = new LinkedHashMap<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private int repeats;

    public WindowTransaction(StateDatabase database, SeenIds seen, String source) {
        this.database = database;
        this.seen = seen;
        this.source = source;
    }

    public String source() {
        return source;
    }

    /**
     * Notes that an event is announced in this window.
     *
     * @return whether it is new: neither announced before, nor earlier in this window
     */
    public boolean announce(UUID id) {
        if (seen.contains(source, id) || !announced.add(id)) {
            repeats++;
            return false;
        }
        return true;
    }

    /** Notes that this many events were announced before, and are not looked at further. */
    public void repeated(int events) {
        repeats += events;
    }

    /** Whether it was announced, in this window or before. */
    public boolean contains(UUID id) {
        return announced.contains(id) || seen.contains(source, id);
    }

    /**
     * Takes back that an event is announced in this window.
     *
     * @return whether it was
     */
    public boolean retract(UUID id) {
        return announced.remove(id);
    }

    public void append(Outbox outbox, OutboxEvent event) {
        outgoing.computeIfAbsent(outbox, any -> new ArrayList<>()).add(event);
    }

    public void add(DeadLetter letter) {
        deadLetters.add(letter);
    }

    /** The ids that this window announces. */
    public Set<UUID> announced() {
        return announced;
    }

    /** How many events were not announced because they had been. */
    public int repeats() {
        return repeats;
    }

    public int deadLetters() {
        return deadLetters.size();
    }

    /** Whether nothing would be lost without a commit but the cursor. */
    public boolean isEmpty() {
        return announced.isEmpty() && outgoing.isEmpty() && deadLetters.isEmpty();
    }

    /**
     * Makes all of it durable.
     *
     * @param cursor where the source stands after this window
     * @param retention how long before the cursor's server time ids are remembered, or {@code null} where this window
     *     is never read again and its ids need no memory
     * @throws StateException if the database refuses it; nothing of the window counts then
     */
    public void commit(Cursor cursor, Duration retention) {
        Instant at = cursor.serverTime();
        boolean remember = retention != null && !announced.isEmpty();
        database.write(connection -> {
            if (remember) {
                seen.write(connection, source, at, announced);
            }
            for (Map.Entry<Outbox, List<OutboxEvent>> entry : outgoing.entrySet()) {
                entry.getKey().append(connection, entry.getValue());
            }
            if (!deadLetters.isEmpty()) {
                DeadLetters.write(connection, deadLetters);
            }
            Cursors.save(connection, source, cursor);
            if (retention != null) {
                seen.forgetBefore(connection, source, at.minus(retention));
            }
            return null;
        });
        if (remember) {
            seen.remember(source, at, announced);
        }
        outgoing.forEach((outbox, events) -> outbox.appended(events.size()));
    }
}
