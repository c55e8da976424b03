package dev.healthevents.delivery;

import dev.healthevents.state.OutboxRow;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The events that are in memory, in a queue for each subject: those of a subject are under way in one request at a time,
 * and in order. Subjects take turns. For one thread.
 */
final class SubjectQueues {

    private static final class Subject {
        private final Deque<OutboxRow> rows = new ArrayDeque<>();
        private boolean underWay;
        private Pause pause;
        private boolean ready;
    }

    private final Clock clock;
    private final Map<String, Subject> subjects = new HashMap<>();
    private final Deque<Subject> ready = new ArrayDeque<>();
    private final List<Subject> paused = new ArrayList<>();
    private final Set<Long> positions = new HashSet<>();
    private int aside;
    private long bytes;

    SubjectQueues(Clock clock) {
        this.clock = clock;
    }

    /** Takes in events that come after those of their subjects that are there. */
    void add(List<OutboxRow> rows) {
        rows.stream().map(this::added).toList().forEach(subject -> makeReady(subject, false));
    }

    /** As {@link #add}, but their subjects are next. */
    void addNext(List<OutboxRow> rows) {
        List<Subject> added = rows.stream().map(this::added).toList();
        for (int i = added.size() - 1; i >= 0; i--) {
            makeReady(added.get(i), true);
        }
    }

    private Subject added(OutboxRow row) {
        Subject subject = subjects.computeIfAbsent(row.subject(), any -> new Subject());
        if (positions.add(row.position())) {
            bytes += row.bytes();
            aside += row.aside() ? 1 : 0;
            subject.rows.addLast(row);
        }
        return subject;
    }

    private void makeReady(Subject subject, boolean next) {
        if (subject.ready || subject.underWay || subject.pause != null || subject.rows.isEmpty()) {
            return;
        }
        subject.ready = true;
        if (next) {
            ready.addFirst(subject);
        } else {
            ready.addLast(subject);
        }
    }

    /**
     * The next events to offer, in the order of the outbox. Their subjects are under way until one of {@link #done} and
     * {@link #back} is called with all of them.
     *
     * @param limit how many at the most, at least one
     * @param most how many bytes of them, unless one is larger
     */
    List<OutboxRow> take(int limit, long most) {
        List<OutboxRow> batch = new ArrayList<>();
        long left = most;
        while (!ready.isEmpty() && batch.size() < limit) {
            Subject subject = ready.peekFirst();
            int before = batch.size();
            while (!subject.rows.isEmpty()
                    && batch.size() < limit
                    && (batch.isEmpty() || subject.rows.peekFirst().bytes() <= left)) {
                OutboxRow row = subject.rows.removeFirst();
                left -= row.bytes();
                batch.add(row);
            }
            if (batch.size() == before) {
                break;
            }
            ready.removeFirst();
            subject.ready = false;
            subject.underWay = true;
        }
        batch.sort(Comparator.comparingLong(OutboxRow::position));
        return batch;
    }

    /** These are delivered, put aside or given up. */
    void done(List<OutboxRow> rows) {
        for (OutboxRow row : rows) {
            forget(row);
        }
        for (OutboxRow row : rows) {
            release(row.subject());
        }
    }

    private void release(String name) {
        Subject subject = subjects.get(name);
        if (subject != null) {
            subject.underWay = false;
            makeReady(subject, false);
            if (subject.rows.isEmpty()) {
                subjects.remove(name);
            }
        }
    }

    private void forget(OutboxRow row) {
        if (positions.remove(row.position())) {
            bytes -= row.bytes();
            aside -= row.aside() ? 1 : 0;
        }
    }

    /** These were not taken, and are the next of their subjects, when those have their turn again. */
    void back(List<OutboxRow> rows) {
        putBack(rows).forEach(subject -> makeReady(subject, false));
    }

    /** As {@link #back}, but next. */
    void backNext(List<OutboxRow> rows) {
        putBack(rows).forEach(subject -> makeReady(subject, true));
    }

    /** As {@link #back}, but after a time. */
    void backAfter(List<OutboxRow> rows, Duration time) {
        for (Subject subject : putBack(rows)) {
            subject.pause = new Pause(clock, time);
            paused.add(subject);
        }
    }

    private Set<Subject> putBack(List<OutboxRow> rows) {
        Set<Subject> returned = new LinkedHashSet<>();
        for (int i = rows.size() - 1; i >= 0; i--) {
            Subject subject = subjects.get(rows.get(i).subject());
            subject.rows.addFirst(rows.get(i));
            subject.underWay = false;
            returned.add(subject);
        }
        return returned;
    }

    /** Has a subject be the next, if it waits for its turn. */
    void next(String name) {
        Subject subject = subjects.get(name);
        if (subject != null && subject.ready) {
            ready.remove(subject);
            ready.addFirst(subject);
        }
    }

    /** Has those take their turns again whose pause is over. */
    void endPauses() {
        paused.removeIf(subject -> {
            if (subject.pause.left().isZero()) {
                subject.pause = null;
                makeReady(subject, false);
                return true;
            }
            return false;
        });
    }

    /** Until the first pause ends, or {@code null} if there is none. */
    Duration untilPauseEnds() {
        return paused.stream()
                .map(subject -> subject.pause.left())
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** What waits behind something of a subject that is under way, in order. */
    List<OutboxRow> following(String name) {
        Subject subject = subjects.get(name);
        return subject == null ? List.of() : List.copyOf(subject.rows);
    }

    /** Takes out what is {@link #following}. */
    void drop(String name) {
        Subject subject = subjects.get(name);
        if (subject != null) {
            subject.rows.forEach(this::forget);
            subject.rows.clear();
        }
    }

    /** Takes out all that is not under way; it will come again. */
    void dropAll() {
        subjects.values().forEach(subject -> {
            subject.rows.forEach(this::forget);
            subject.rows.clear();
            subject.ready = false;
            subject.pause = null;
        });
        subjects.values().removeIf(subject -> !subject.underWay);
        ready.clear();
        paused.clear();
    }

    /** All that waits for another event of its subject, in order. */
    List<OutboxRow> following() {
        return subjects.values().stream()
                .flatMap(subject -> subject.rows.stream().skip(subject.underWay ? 0 : 1))
                .sorted(Comparator.comparingLong(OutboxRow::position))
                .toList();
    }

    /** What these wait for and is not under way itself. */
    List<OutboxRow> first(Set<String> names) {
        return names.stream()
                .map(subjects::get)
                .filter(subject -> !subject.underWay)
                .map(subject -> subject.rows.peekFirst())
                .toList();
    }

    /**
     * Takes out what is {@link #following}.
     *
     * @param held what that waits for as it is from now on, by position
     */
    void dropFollowing(Map<Long, OutboxRow> held) {
        for (Subject subject : subjects.values()) {
            OutboxRow first = subject.underWay ? null : subject.rows.pollFirst();
            subject.rows.forEach(this::forget);
            subject.rows.clear();
            if (first != null) {
                subject.rows.add(nowAside(first, held));
            }
        }
    }

    /** An event as it is from now on. */
    OutboxRow nowAside(OutboxRow before, Map<Long, OutboxRow> held) {
        OutboxRow now = held.getOrDefault(before.position(), before);
        aside += now.aside() && !before.aside() ? 1 : 0;
        return now;
    }

    boolean knows(long position) {
        return positions.contains(position);
    }

    /** How many events there are, those under way among them. */
    int size() {
        return positions.size();
    }

    /** How many of them were put aside. */
    int aside() {
        return aside;
    }

    /** How many bytes they have. */
    long bytes() {
        return bytes;
    }

    /** How many subjects have something to offer now. */
    int ready() {
        return ready.size();
    }
}
