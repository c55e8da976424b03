package dev.healthevents.state;

import dev.healthevents.feed.Learnt;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * What one window announces: gathered in memory while it goes through the routes, and made durable together with the
 * cursor, or not at all. For one thread at a time.
 *
 * <p>A window of a replay announces again what was announced before, to some sinks only; it asks no seen ids, leaves
 * none, and is made durable with how far its replay is. One that is too large for memory is made durable in parts, the
 * cursor with the last one, the ids with theirs.
 */
public final class WindowTransaction {

    private final StateDatabase database;
    private final SeenIds seen;
    private final SeenLook look;
    private final String source;
    private final String origin;
    private final Replay replay;
    private final List<String> sinks;
    private final String memory;
    private final Set<UUID> postponed = new HashSet<>();
    private final Set<UUID> announced = new LinkedHashSet<>();
    private final Outgoing outgoing = new Outgoing();
    private final Map<UUID, DeadLetter> deadLetters = new LinkedHashMap<>();
    private final List<DeadLetter> taken = new ArrayList<>();
    private final List<Backlog> backlogs = new ArrayList<>();
    private final List<Remembered> remembered = new ArrayList<>();
    private Cursor cursor;
    private Learnt learnt = Learnt.NOTHING;
    private String mark;
    private Timing timing = Timing.NONE;
    private LongSupplier most = () -> Long.MAX_VALUE;
    private OutboxEvent newest;
    private long bytes;
    private boolean full;
    private int repeats;

    /** @param origin name of the source; of a topic with what an {@link OutboxRow} of it has after a # */
    public WindowTransaction(StateDatabase database, SeenIds seen, String origin) {
        this(database, seen, origin, List.of());
    }

    /** Begins a window that is for some sinks only; empty: for all. */
    public WindowTransaction(StateDatabase database, SeenIds seen, String origin, List<String> sinks) {
        this(database, seen, origin, null, sinks, OutboxRow.sourceOf(origin));
    }

    private WindowTransaction(
            StateDatabase database, SeenIds seen, String origin, Replay replay, List<String> sinks, String memory) {
        this.database = database;
        this.seen = seen;
        this.look = new SeenLook(seen, memory);
        this.source = OutboxRow.sourceOf(origin);
        this.origin = origin;
        this.replay = replay;
        this.sinks = sinks;
        this.memory = memory;
    }

    /** Begins a window of a replay. */
    public static WindowTransaction of(StateDatabase database, SeenIds seen, Replay replay) {
        ReplayRequest request = replay.request();
        return new WindowTransaction(database, seen, request.source(), replay, request.sinks(), replay.memory());
    }

    /** Begins a window in which a dead letter is announced after all, to the sinks that it was for. */
    public static WindowTransaction of(StateDatabase database, SeenIds seen, DeadLetter letter) {
        WindowTransaction window =
                new WindowTransaction(database, seen, letter.source(), null, letter.sinks(), "a redrive");
        window.taken.add(letter);
        return window;
    }

    public String source() {
        return source;
    }

    /**
     * Notes that an event is announced in this window.
     *
     * @return whether it is new: neither announced before, nor earlier in this window; in a replay the latter alone
     */
    public boolean announce(UUID id) {
        if (deadLetters.containsKey(id) || look.contains(id) || !announced.add(id)) {
            repeats++;
            return false;
        }
        // Who asks only after the event is in the outboxes is told what is true; what is postponed is taken back.
        boolean in = newest != null && newest.id().equals(id.toString());
        return in || !postpones(id) || !announced.remove(id);
    }

    /** Has it take no more events as soon as those that it has got are so many bytes. */
    public void holdAtMost(LongSupplier encodedBytes) {
        most = encodedBytes;
    }

    /** Whether there is no room for an event; it is one of the {@link #postponed} then. */
    public boolean postpones(UUID id) {
        full = full || bytes >= most.getAsLong();
        if (full) {
            postponed.add(id);
        }
        return full;
    }

    /** Events for which there was no room. */
    public Set<UUID> postponed() {
        return postponed;
    }

    /** Notes that this many events were announced before, and are not looked at further. */
    public void repeated(int events) {
        repeats += events;
    }

    /** Whether it was announced or kept as a dead letter, in this window or before. */
    public boolean contains(UUID id) {
        return announced.contains(id) || deadLetters.containsKey(id) || look.contains(id);
    }

    /** Takes back that an event is announced in this window, and out of the outboxes; says whether it was. */
    public boolean retract(UUID id) {
        outgoing.retract(id);
        return announced.remove(id);
    }

    /** Whether a sink is to get what this window announces. */
    public boolean isFor(String sink) {
        return sinks.isEmpty() || sinks.contains(sink);
    }

    /** The sinks that it is for; empty: all that the routes choose. */
    public List<String> sinks() {
        return sinks;
    }

    /** Takes back what another window of the source has announced or kept since it was noted here. */
    public void retractSeen() {
        Set<UUID> meanwhile = look.meanwhile(settled());
        meanwhile.forEach(this::retract);
        meanwhile.forEach(deadLetters::remove);
        repeats += meanwhile.size();
    }

    /** Puts an event into an outbox, once, unless it is kept as a dead letter: it reaches all of its outboxes, or none. */
    public void append(Outbox outbox, OutboxEvent event) {
        if (!deadLetters.isEmpty() && deadLetters.containsKey(UUID.fromString(event.id()))) {
            return;
        }
        // Sinks with the same encoding share it.
        bytes += event == newest ? 0 : event.encoded().length;
        newest = event;
        outgoing.append(outbox, event.of(origin));
    }

    /** Notes that a route has sent an event to an outbox, whether that takes it or not, or needs none. */
    public void routed(UUID id) {
        outgoing.routed(id);
    }

    /** Notes that the filter of an outbox's sink keeps an event out of it. */
    public void filter(Outbox outbox, UUID id) {
        if (!deadLetters.containsKey(id)) {
            outgoing.filter(outbox, id);
        }
    }

    /**
     * Keeps a dead letter. What it is about is not announced, and as known as if it had been.
     *
     * @param letter with the id of an event, or of an entry that is none
     */
    public void add(DeadLetter letter) {
        bytes += letter.entry().length();
        UUID id = UUID.fromString(letter.id());
        if (deadLetters.putIfAbsent(id, letter) == null) {
            retract(id);
        }
    }

    /** Has a source's new cursor committed with this window. */
    public void save(Cursor moved) {
        cursor = moved;
    }

    /** Has how far a backlog was read committed with this window. */
    public void save(Backlog moved) {
        backlogs.add(moved);
    }

    /** Has that by which a feed is known again committed with this window. */
    public void mark(String feedMark) {
        mark = feedMark;
    }

    /** Has what a feed has learnt committed with this window. */
    public void save(Learnt more) {
        learnt = more;
    }

    /** Has the way of this window's events to their sinks timed. */
    public void time(Timing events) {
        timing = events;
    }

    /** The ids that this window announces. */
    public Set<UUID> announced() {
        return announced;
    }

    /** The ids that this window announces or keeps as dead letters, which are not to be looked at again. */
    public Set<UUID> settled() {
        if (deadLetters.isEmpty()) {
            return announced;
        }
        Set<UUID> settled = new LinkedHashSet<>(announced);
        settled.addAll(deadLetters.keySet());
        return settled;
    }

    /** How many events were not announced because they had been. */
    public int repeats() {
        return repeats;
    }

    /** How many of the announced events no route has sent to an outbox; in a replay to one that it is for. */
    public int routedNowhere() {
        return outgoing.routedNowhere(announced);
    }

    public Collection<DeadLetter> deadLetters() {
        return deadLetters.values();
    }

    public Outgoing outgoing() {
        return outgoing;
    }

    /** Why the first of its dead letters is one; empty if there is none. */
    public Optional<String> reason() {
        return deadLetters.values().stream().map(DeadLetter::reason).findFirst();
    }

    /** Whether nothing would be lost without a commit but how far was read. */
    public boolean isEmpty() {
        return announced.isEmpty() && outgoing.isEmpty() && deadLetters.isEmpty() && learnt.isEmpty();
    }

    /**
     * Makes this part of a window durable, and nothing of how far was read. Nothing of it is taken twice.
     *
     * @param at the time of its ids: they are remembered until all that is older is forgotten
     * @param forgotten ids that were announced before this are forgotten, by the server's clock
     * @throws ReplayCancelledException if it is a replay's that was cancelled meanwhile; nothing of it counts then
     * @throws StateException if the database refuses it; nothing of the part counts then
     */
    public void commitPart(Instant at, Instant forgotten) {
        commit(at, List.copyOf(settled()), forgotten);
    }

    /**
     * Makes the last part of a replay's window durable, with how far the replay is.
     *
     * @param moved the replay that this window was begun for, read further
     * @throws ReplayCancelledException if it was cancelled meanwhile; nothing of the window counts then
     * @throws StateException if the database refuses it; nothing of the window counts then
     */
    public void commit(Replay moved) {
        commit(
                connection -> {
                    Replays.save(connection, moved);
                    write(connection);
                    if (seen.size(memory) > 0) {
                        seen.deleteBefore(connection, memory, moved.position().plusMillis(1));
                    }
                },
                () -> {
                    if (moved.state() == Replay.State.DONE) {
                        seen.drop(memory);
                    }
                });
    }

    /** Makes durable what it announces once more, and nothing of how far its source was read. */
    public void commit() {
        commit(this::write, () -> {});
    }

    /**
     * Makes all of it durable.
     *
     * @param at until when a window may show the remembered ids, by the server's clock
     * @param remembered those of the {@link #settled} ids that may be read again
     * @param forgotten ids that no window from there on shows are forgotten
     * @throws StateException if the database refuses it; nothing of the window counts then
     */
    public void commit(Instant at, Collection<UUID> remembered, Instant forgotten) {
        remember(at, remembered);
        commit(new Retention(Instant.MIN, forgotten, forgotten, true));
    }

    /** Has ids remembered until no window can show them that begins later than {@code until}, by the server's clock. */
    public void remember(Instant until, Collection<UUID> ids) {
        if (!ids.isEmpty()) {
            remembered.add(new Remembered(until, ids));
        }
    }

    /**
     * Makes all of it durable, and forgets what need not be known any more.
     *
     * @throws StateException if the database refuses it; nothing of the window counts then
     */
    public void commit(Retention retention) {
        boolean forget = retention.deletes() && seen.forgetsBefore(memory, retention.forgotten());
        commit(
                connection -> {
                    if (replay != null) {
                        Replays.save(connection, replay);
                    }
                    write(connection);
                    if (forget) {
                        seen.deleteBefore(connection, memory, retention.stored());
                    }
                },
                () -> {
                    for (Remembered ids : remembered) {
                        boolean retained = !ids.until().isBefore(retention.remembered());
                        seen.remember(memory, ids.until(), ids.ids(), retained);
                    }
                    if (forget) {
                        seen.forget(memory, retention.forgotten());
                    }
                });
    }

    private record Remembered(Instant until, Collection<UUID> ids) {}

    private interface Rows {
        void write(Connection connection) throws SQLException;
    }

    private void commit(Rows rows, Runnable remember) {
        try {
            database.write(
                    connection -> {
                        rows.write(connection);
                        return null;
                    },
                    any -> {
                        remember.run();
                        outgoing.committed();
                    });
        } catch (CommitUnknownException e) {
            seen.doubt(memory);
            outgoing.doubt();
            throw e;
        }
        learnt.kept();
    }

    private void write(Connection connection) throws SQLException {
        for (Remembered ids : remembered) {
            seen.write(connection, memory, ids.until(), ids.ids());
        }
        outgoing.write(connection, timing);
        DeadLetters.delete(connection, taken);
        DeadLetters.write(connection, deadLetters.values());
        for (Backlog backlog : backlogs) {
            Backlogs.save(connection, source, backlog);
        }
        if (cursor != null) {
            Cursors.save(connection, source, cursor);
        }
        if (mark != null) {
            FeedMarks.save(connection, source, mark);
        }
        if (learnt instanceof LearntRows rows) {
            rows.write(connection);
        }
    }
}
