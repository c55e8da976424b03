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
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

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
    private final OpenEvents open = new OpenEvents();
    private final Map<String, LeftBehind> behind = new TreeMap<>();
    private final Deque<Letter> letters = new ArrayDeque<>();
    private int underWay;
    private boolean broken;
    private boolean closed;

    /** A dead letter that is not on record yet, and whose it is. */
    record Letter(DeadLetter letter, String eventId) {}

    /**
     * @param number the partition's
     * @param origin of its events in outboxes, never used before
     * @param position how far it is done with
     * @param lettersCame told that there is something in {@link #letters}
     */
    HeldPartition(
            int number, String origin, LeaseTime time, GroupPosition position, Consumer<HeldPartition> lettersCame) {
        this.number = number;
        this.origin = origin;
        this.time = time;
        this.offsets = position.offsets();
        this.lettersCame = lettersCame;
        position.behind().forEach((sink, next) -> behind.put(sink, new LeftBehind(next)));
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
        add(eventId, records, sinks, dead, offsets::done);
    }

    /** As {@link #add}, of what is put into the outbox of a sink that was left behind. */
    synchronized void addBehind(
            String sink, String eventId, Collection<Long> records, Set<String> sinks, Collection<DeadLetter> dead) {
        LeftBehind own = behind.get(sink);
        if (own != null) {
            own.opened(records);
            add(eventId, records, sinks, dead, own::done);
        }
    }

    private void add(
            String eventId,
            Collection<Long> records,
            Set<String> sinks,
            Collection<DeadLetter> dead,
            LongConsumer done) {
        Set<String> owed = new HashSet<>(sinks);
        for (DeadLetter letter : dead) {
            owed.add("/" + letter.sink());
            letters.add(new Letter(letter, eventId));
        }
        if (owed.isEmpty()) {
            records.forEach(done::accept);
            return;
        }
        open.add(eventId, records, owed, done);
        if (!dead.isEmpty()) {
            lettersCame.accept(this);
        }
    }

    /**
     * Takes note of what was read.
     *
     * @param records the offset of each event in it that is to be delivered or put on record, one or more times
     * @param position all before this was read
     * @return sinks that are not to get it now: they were left behind
     */
    synchronized Set<String> open(Collection<Long> records, long position) {
        records.forEach(offsets::opened);
        offsets.read(position);
        behind.values().removeIf(LeftBehind::over);
        return behind().keySet();
    }

    synchronized boolean isDone(long offset) {
        return offsets.isDone(offset);
    }

    /** How many events each sink is owed, or was owed once, that is not left behind. */
    synchronized Map<String, Integer> owedTo() {
        Map<String, Integer> owed = new HashMap<>(open.owedTo());
        owed.keySet().removeAll(behind().keySet());
        owed.keySet().removeIf(sink -> sink.startsWith("/"));
        return owed;
    }

    /** How many events a sink is owed. */
    synchronized int owed(String sink) {
        return open.owedTo().getOrDefault(sink, 0);
    }

    /** Leaves a sink behind, as long as nothing that was {@link #open opened} has still to be added. */
    synchronized void leave(String sink) {
        LeftBehind own = behind.computeIfAbsent(sink, any -> new LeftBehind(offsets.next()));
        if (own.follows()) {
            own.again(offsets.next());
        }
        open.part(sink, own);
    }

    /** Sinks that get nothing of what is read now, and from where on they have still to be handed it. */
    synchronized Map<String, Long> behind() {
        Map<String, Long> left = new TreeMap<>();
        behind.forEach((sink, own) -> {
            if (!own.follows()) {
                left.put(sink, own.next());
            }
        });
        return left;
    }

    /** Before this all was read for those that were not left behind, here or by who had the partition before. */
    synchronized long limit() {
        return Math.max(offsets.next(), offsets.knownUntil());
    }

    /**
     * Takes note that a sink that was left behind was handed all before a position. When that is all that was read, it gets
     * again what all get.
     */
    synchronized void handed(String sink, long position) {
        LeftBehind own = behind.get(sink);
        if (own != null) {
            own.handed(position);
            if (own.next() >= limit() && own.next() == offsets.next()) {
                own.follow();
            }
        }
    }

    /** Owes a sink nothing that it was left behind with. */
    synchronized void forget(String sink) {
        behind.remove(sink);
    }

    /** Takes note that what was added may not be in outboxes: it is to be begun anew. */
    synchronized void fail() {
        broken = true;
    }

    synchronized boolean failed() {
        return broken;
    }

    @Override
    public synchronized boolean holds(String sink, String eventId) {
        return !closed && time.lasts() && open.owes(sink, eventId);
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
            open.settle(sink, eventId);
        }
        notifyAll();
    }

    @Override
    public void givenUp(DeadLetter letter) {
        boolean came;
        synchronized (this) {
            came = !closed && open.replace(letter.sink(), "/" + letter.sink(), letter.id());
            if (came) {
                letters.add(new Letter(letter, letter.id()));
            }
        }
        if (came) {
            lettersCame.accept(this);
        }
    }

    /** The dead letter that has been longest not on record, or {@code null} if all are or the partition was taken away. */
    synchronized Letter nextLetter() {
        return closed ? null : letters.peek();
    }

    /** Takes note that a dead letter is on record where it outlives this machine. */
    synchronized void recorded(Letter letter) {
        letters.remove(letter);
        open.settle("/" + letter.letter().sink(), letter.eventId());
    }

    /** How many records are on their way to sinks that were not left behind. */
    synchronized int size() {
        return offsets.size();
    }

    /** How many records are on their way to any sink. */
    synchronized int waiting() {
        return offsets.size()
                + behind.values().stream().mapToInt(LeftBehind::size).sum();
    }

    /** How many records have still to get to some sink, of those that were read for any. */
    synchronized long left() {
        long furthest = offsets.size();
        for (LeftBehind own : behind.values()) {
            furthest = Math.max(furthest, own.size() + (own.follows() ? 0 : Math.max(0, offsets.next() - own.next())));
        }
        return furthest;
    }

    /** Before this all is done. */
    synchronized long committable() {
        return position().committed();
    }

    /** How far it is done with, for each sink. */
    synchronized GroupPosition position() {
        Map<String, Long> places = new TreeMap<>();
        behind.forEach((sink, own) -> {
            if (!own.over()) {
                places.put(sink, own.done());
            }
        });
        return GroupPosition.of(offsets, places);
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
