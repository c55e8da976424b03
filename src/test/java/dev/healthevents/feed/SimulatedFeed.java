package dev.healthevents.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * A server in memory that only counts: changes at given times, a clock, and how often each change was read by a closed
 * and by an open window.
 */
final class SimulatedFeed {

    /** How long a request takes, and how many entries a second a server lists. */
    private static final Duration REQUEST = Duration.ofMillis(20);

    private static final long ENTRIES_PER_MILLI = 10;

    final long[] times;
    final int[] closedReads;
    final int[] openReads;
    Instant now;
    long requests;
    long entriesRead;

    SimulatedFeed(long[] times, Instant now) {
        this.times = times.clone();
        Arrays.sort(this.times);
        this.closedReads = new int[times.length];
        this.openReads = new int[times.length];
        this.now = now;
    }

    /** Reads as a feed does, except that it only counts. */
    WindowRead read(Window window, int limit) throws WindowTooLargeException {
        requests++;
        int first = index(window.from());
        int end =
                Math.max(first, Math.min(index(now.plusMillis(1)), window.open() ? times.length : index(window.to())));
        Instant serverTime = now;
        int entries = end - first;
        long listed = Math.min(entries, limit == Integer.MAX_VALUE ? entries : limit + 1L);
        entriesRead += listed;
        now = now.plus(REQUEST).plusMillis(listed / ENTRIES_PER_MILLI);
        if (entries > limit) {
            throw new WindowTooLargeException(window, limit);
        }
        int[] reads = window.open() ? openReads : closedReads;
        for (int i = first; i < end; i++) {
            reads[i]++;
        }
        return new WindowRead(window, List.of(), List.of(), serverTime, entries);
    }

    private int index(Instant instant) {
        int found = Arrays.binarySearch(times, instant.toEpochMilli());
        int index = found < 0 ? -found - 1 : found;
        while (index > 0 && times[index - 1] == instant.toEpochMilli()) {
            index--;
        }
        return index;
    }
}
