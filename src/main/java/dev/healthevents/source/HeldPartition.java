package dev.healthevents.source;

import dev.healthevents.delivery.Lease;
import dev.healthevents.state.DeadLetter;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A partition of a topic from the moment at which this process got it to that at which it is taken away: which of its
 * events are on their way, and how far it is done with. For use by several threads.
 */
final class HeldPartition implements Lease {

    private final int number;
    private final String origin;
    private final LeaseTime time;
    private final Consumer<HeldPartition> lettersCame;
    private final OpenOffsets offsets;
    private final Map<String, Deque<OpenEvent>> open = new HashMap<>();
    private final Deque<Letter> letters = new ArrayDeque<>();
    private int underWay;
    private boolean closed;

    /**
     * An event that is on its way.
     *
     * @param offsets of the records that it is in
     * @param owed sinks that have still to get it, and for each dead letter of it that is to be put on record its sink's name
     *     after a slash
     */
    private record OpenEvent(Collection<Long> offsets, Set<String> owed) {}

    /** A dead letter that is not on record yet, and whose it is. */
    record Letter(DeadLetter letter, String eventId) {}

    /**
     * @param number the partition's
     * @param origin of its events in outboxes, never used before
     * @param offsets how far it is done with
     * @param lettersCame told that there is something in {@link #letters}
     */
    HeldPartition(int number, String origin, LeaseTime time, OpenOffsets offsets, Consumer<HeldPartition> lettersCame) {
        this.number = number;
        this.origin = origin;
        this.time = time;
        this.offsets = offsets;
        this.lettersCame = lettersCame;
    }

    int number() {
        return number;
    }

    String origin() {
        return origin;
    }

    /**
     * Takes note of an event that is about to be put into outboxes.
     *
     * @param records the offsets of those that it is in, which were {@link #open opened} for it
     * @param sinks into whose outboxes; may be none
     * @param dead what of it became a dead letter
     */
    synchronized void add(String eventId, Collection<Long> records, Set<String> sinks, Collection<DeadLetter> dead) {
        Set<String> owed = new HashSet<>(sinks);
        for (DeadLetter letter : dead) {
            owed.add("/" + letter.sink());
            letters.add(new Letter(letter, eventId));
        }
        if (owed.isEmpty()) {
            records.forEach(offsets::done);
            return;
        }
        open.computeIfAbsent(eventId, any -> new ArrayDeque<>()).add(new OpenEvent(records, owed));
        if (!dead.isEmpty()) {
            lettersCame.accept(this);
        }
    }

    /**
     * Takes note of what was read.
     *
     * @param records the offset of each event in it that is to be delivered or put on record, one or more times
     * @param position all before this was read
     */
    synchronized void open(Collection<Long> records, long position) {
        records.forEach(offsets::opened);
        offsets.read(position);
    }

    synchronized boolean isDone(long offset) {
        return offsets.isDone(offset);
    }

    @Override
    public synchronized boolean holds(String sink, String eventId) {
        return !closed && time.lasts() && owing(sink, eventId) != null;
    }

    @Override
    public synchronized boolean begin(String sink, String eventId) {
        boolean mine = holds(sink, eventId);
        underWay += mine ? 1 : 0;
        return mine;
    }

    @Override
    public synchronized void end(String sink, String eventId, boolean taken) {
        underWay--;
        if (taken) {
            settle(sink, eventId);
        }
        notifyAll();
    }

    @Override
    public void givenUp(DeadLetter letter) {
        boolean came;
        synchronized (this) {
            OpenEvent event = closed ? null : owing(letter.sink(), letter.id());
            came = event != null;
            if (came) {
                event.owed().remove(letter.sink());
                event.owed().add("/" + letter.sink());
                letters.add(new Letter(letter, letter.id()));
            }
        }
        if (came) {
            lettersCame.accept(this);
        }
    }

    private OpenEvent owing(String owed, String eventId) {
        for (OpenEvent event : open.getOrDefault(eventId, new ArrayDeque<>())) {
            if (event.owed().contains(owed)) {
                return event;
            }
        }
        return null;
    }

    private void settle(String owed, String eventId) {
        OpenEvent event = owing(owed, eventId);
        if (event == null) {
            return;
        }
        event.owed().remove(owed);
        if (event.owed().isEmpty()) {
            event.offsets().forEach(offsets::done);
            Deque<OpenEvent> of = open.get(eventId);
            of.remove(event);
            if (of.isEmpty()) {
                open.remove(eventId);
            }
        }
    }

    /** The dead letter that has been longest not on record, or {@code null} if all are or the partition was taken away. */
    synchronized Letter nextLetter() {
        return closed ? null : letters.peek();
    }

    /** Takes note that a dead letter is on record where it outlives this machine. */
    synchronized void recorded(Letter letter) {
        letters.remove(letter);
        settle("/" + letter.letter().sink(), letter.eventId());
    }

    /** How many records are on their way. */
    synchronized int size() {
        return offsets.size();
    }

    /** All before this is done, and what {@link #metadata} says of what is behind it. */
    synchronized long committable() {
        return offsets.committable();
    }

    synchronized String metadata() {
        return offsets.metadata();
    }

    /** Has no further event of it be delivered. Waits for nothing. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized boolean closed() {
        return closed;
    }

    /** Whether nothing of it is under way to a sink. */
    synchronized boolean quiet() {
        return underWay == 0;
    }

    /**
     * Waits until nothing of it is under way to a sink.
     *
     * @return whether nothing is
     */
    synchronized boolean awaitQuiet(long milliseconds) throws InterruptedException {
        if (underWay > 0) {
            TimeUnit.MILLISECONDS.timedWait(this, milliseconds);
        }
        return underWay == 0;
    }
}
