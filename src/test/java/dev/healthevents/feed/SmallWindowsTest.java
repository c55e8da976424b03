package dev.healthevents.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SmallWindowsTest {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant UNTIL = FROM.plus(Duration.ofHours(1));

    /** A change every 200 ms, and 300 in one millisecond. */
    private final SimulatedFeed feed = new SimulatedFeed(
            LongStream.concat(
                            LongStream.range(0, 18_000).map(i -> FROM.toEpochMilli() + 200 * i),
                            LongStream.generate(() -> FROM.toEpochMilli() + 1_800_001)
                                    .limit(300))
                    .toArray(),
            UNTIL.plusSeconds(60));

    private List<Integer> read(WindowChain chain) {
        List<Integer> held = new ArrayList<>();
        for (Optional<Window> next = chain.next(); next.isPresent(); next = chain.next()) {
            try {
                WindowRead read = feed.read(next.get(), chain.limit(next.get()));
                chain.read(read);
                held.add(read.entries());
            } catch (WindowTooLargeException e) {
                chain.tooLarge(next.get());
            }
        }
        return held;
    }

    @Test
    void eachChangeIsInOneWindow() {
        read(WindowChain.ofAtMost(50, FROM, UNTIL));

        assertThat(feed.closedReads).containsOnly(1);
    }

    @Test
    void aWindowHoldsNoMoreThanItMayButForASingleMillisecond() {
        List<Integer> held = read(WindowChain.ofAtMost(50, FROM, UNTIL));

        assertThat(held).filteredOn(entries -> entries > 50).containsExactly(300);
    }

    @Test
    void oneAtATimeIsPossible() {
        List<Integer> held = read(WindowChain.ofAtMost(1, FROM, FROM.plusSeconds(60)));

        assertThat(held).allMatch(entries -> entries <= 1);
        assertThat(held.stream().mapToInt(Integer::intValue).sum()).isEqualTo(300);
    }
}
