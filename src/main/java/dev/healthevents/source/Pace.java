package dev.healthevents.source;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How far a long stretch of the past has been read, and how fast that goes, by the last half minute. For use by several
 * threads.
 */
public final class Pace {

    private static final Duration SPAN = Duration.ofSeconds(30);
    private static final double MOST_UNEVEN = 4;

    private record Step(Instant at, Instant position, long events) {}

    private final Clock clock;
    private final Instant from;
    private final Instant until;
    private final Deque<Step> steps = new ArrayDeque<>();

    /**
     * @param from where the stretch begins
     * @param until where it ends
     * @param position everything before it was read earlier, how fast is not known
     */
    Pace(Clock clock, Instant from, Instant until, Instant position) {
        this.clock = clock;
        this.from = from;
        this.until = until;
        steps.add(new Step(clock.instant(), position, 0));
    }

    /** Takes note that this many more events were read, and everything before the position. */
    synchronized void reached(Instant position, int events) {
        steps.add(new Step(clock.instant(), position, steps.getLast().events + events));
        forget();
    }

    /** Everything before this is read. */
    public synchronized Instant position() {
        return steps.getLast().position;
    }

    public Instant until() {
        return until;
    }

    /** How much of the stretch's time is read, from 0 to 100; that says nothing of how many events are in the rest. */
    public double percent() {
        return percent(from, until, position());
    }

    /** The same of a stretch that is not being read. */
    public static double percent(Instant from, Instant until, Instant position) {
        double whole = Duration.between(from, until).toMillis();
        double read = Duration.between(from, position).toMillis();
        return whole <= 0 ? 100 : Math.max(0, Math.min(100, 100 * read / whole));
    }

    public synchronized double eventsPerSecond() {
        forget();
        double seconds = seconds(steps.getFirst().at, clock.instant());
        return seconds <= 0 ? 0 : (steps.getLast().events - steps.getFirst().events) / seconds;
    }

    /**
     * How long the rest will take at this pace, or {@code null} where that can't be told: at the beginning, when nothing
     * moves, in a stretch without events, which is passed in great leaps, and where one half of the last half minute
     * got on so much farther than the other that neither tells of the rest.
     */
    public synchronized Duration left() {
        forget();
        Step first = steps.getFirst();
        double passed = seconds(first.position, position());
        double took = seconds(first.at, clock.instant());
        if (passed <= 0 || took <= 0 || steps.getLast().events == first.events || !even(first, took)) {
            return null;
        }
        return Duration.ofMillis((long) (1000 * took * seconds(position(), until) / passed));
    }

    private boolean even(Step first, double took) {
        Instant half = first.at.plusMillis((long) (500 * took));
        Step middle = first;
        for (Step step : steps) {
            middle = step.at.isAfter(half) ? middle : step;
        }
        double before = perSecond(first.position, middle.position, seconds(first.at, middle.at));
        double after = perSecond(middle.position, position(), seconds(middle.at, clock.instant()));
        return before <= MOST_UNEVEN * after && after <= MOST_UNEVEN * before;
    }

    private static double perSecond(Instant from, Instant to, double seconds) {
        return seconds <= 0 ? 0 : seconds(from, to) / seconds;
    }

    /** The first step is where the span begins, so the one before the oldest that is younger. */
    private void forget() {
        Instant oldest = clock.instant().minus(SPAN);
        while (steps.size() > 1 && steps.getFirst().at.isBefore(oldest)) {
            Step first = steps.removeFirst();
            if (steps.getFirst().at.isAfter(oldest)) {
                steps.addFirst(first);
                return;
            }
        }
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
