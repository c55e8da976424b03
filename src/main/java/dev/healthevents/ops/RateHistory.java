package dev.healthevents.ops;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/** How fast some counters counted, over the last samples. For use by several threads; its memory has a bound. */
final class RateHistory {

    private record Sample(Instant at, long[] counts) {}

    private final int counters;
    private final int capacity;
    private final Deque<Sample> samples = new ArrayDeque<>();

    /**
     * @param counters how many there are
     * @param capacity how many rates are kept of each
     */
    RateHistory(int counters, int capacity) {
        this.counters = counters;
        this.capacity = capacity;
    }

    /** Takes note of what the counters say; they never go back. */
    synchronized void add(Instant at, long[] counts) {
        samples.addLast(new Sample(at, counts));
        // One more than rates: each needs a sample at either end.
        while (samples.size() > capacity + 1) {
            samples.removeFirst();
        }
    }

    /**
     * What is known at one moment.
     *
     * @param times the ends of the times between the samples, oldest first
     * @param perSecond of each counter, its rate in each of these times
     */
    record Snapshot(List<Instant> times, List<List<Double>> perSecond) {}

    synchronized Snapshot snapshot() {
        return new Snapshot(
                samples.stream().skip(1).map(Sample::at).toList(),
                IntStream.range(0, counters).mapToObj(this::perSecond).toList());
    }

    private List<Double> perSecond(int counter) {
        List<Double> rates = new ArrayList<>(samples.size());
        Sample before = null;
        for (Sample sample : samples) {
            if (before != null) {
                double seconds = Duration.between(before.at, sample.at).toMillis() / 1000.0;
                double count = sample.counts[counter] - before.counts[counter];
                rates.add(seconds <= 0 ? 0 : Math.round(100 * count / seconds) / 100.0);
            }
            before = sample;
        }
        return rates;
    }
}
