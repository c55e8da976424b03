package dev.healthevents.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.state.Attempts;
import dev.healthevents.state.DeadLetter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeldPartitionTest {

    private static final String ID = "00b86d18-1aab-5692-a77f-220d25e97e6b";

    private final AtomicLong nanos = new AtomicLong();
    private final LeaseTime time = new LeaseTime(Duration.ofSeconds(6), nanos::get);
    private final AtomicInteger letters = new AtomicInteger();
    private final HeldPartition partition =
            new HeldPartition(3, "hub#3/1", time, new OpenOffsets(7, null), any -> letters.incrementAndGet());

    @BeforeEach
    void lease() {
        time.renew(time.now());
    }

    private void add(String... sinks) {
        partition.open(List.of(7L), 8);
        partition.add(ID, List.of(7L), Set.of(sinks), List.of());
    }

    private static DeadLetter letter() {
        return new DeadLetter(
                ID, "deliver", "hub", "a", List.of(), Instant.EPOCH, "no", "s", "{}", null, null, Attempts.NONE);
    }

    private void deliver(String sink) {
        assertThat(partition.begin(sink, ID)).isTrue();
        partition.end(sink, ID, true);
    }

    @Test
    void anEventIsDoneWithWhenAllOfItsSinksHaveIt() {
        add("a", "b");
        deliver("a");
        assertThat(partition.committable()).isEqualTo(7);
        deliver("b");
        assertThat(partition.committable()).isEqualTo(8);
    }

    @Test
    void whatASinkHasIsNotOfferedToItAgain() {
        add("a", "b");
        deliver("a");
        assertThat(partition.begin("a", ID)).isFalse();
    }

    @Test
    void anOfferThatFailedIsMadeAgain() {
        add("a");
        partition.begin("a", ID);
        partition.end("a", ID, false);
        assertThat(partition.holds("a", ID)).isTrue();
        assertThat(partition.committable()).isEqualTo(7);
    }

    @Test
    void anEventThatIsRoutedNowhereIsDoneWith() {
        add();
        assertThat(partition.committable()).isEqualTo(8);
    }

    @Test
    void aDeadLetterCountsWhenItIsOnRecord() {
        add("a");
        partition.givenUp(letter());
        assertThat(partition.holds("a", ID)).isFalse();
        assertThat(partition.committable()).isEqualTo(7);
        assertThat(letters).hasValue(1);

        partition.recorded(partition.nextLetter());

        assertThat(partition.committable()).isEqualTo(8);
        assertThat(partition.nextLetter()).isNull();
    }

    @Test
    void nothingIsOfferedOfAPartitionThatWasTakenAway() {
        add("a");
        partition.close();
        assertThat(partition.begin("a", ID)).isFalse();
    }

    @Test
    void whatWasUnderWayWhenItWasGivenBackCountsStill() throws Exception {
        add("a");
        partition.begin("a", ID);
        partition.close();
        assertThat(partition.awaitQuiet(1)).isFalse();
        partition.end("a", ID, true);
        assertThat(partition.awaitQuiet(1)).isTrue();
        assertThat(partition.committable()).isEqualTo(8);
    }

    @Test
    void whoStoodStillForLongerThanTheLeaseOffersNothingUntilItIsRenewedAndKnowsThatItLapsed() {
        add("a");
        nanos.addAndGet(Duration.ofSeconds(60).toNanos());
        assertThat(partition.begin("a", ID)).isFalse();
        assertThat(time.renew(time.now())).isFalse();
        assertThat(time.lasts()).isTrue();
    }

    @Test
    void aRenewalCountsFromWhenItWasAskedFor() {
        long asked = time.now();
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(time.renew(asked)).isTrue();
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(time.lasts()).isFalse();
    }

    @Test
    void anEventThatIsTwiceInTheTopicIsDeliveredTwiceInOrder() {
        add("a");
        partition.open(List.of(8L), 9);
        partition.add(ID, List.of(8L), Set.of("a"), List.of());
        deliver("a");
        assertThat(partition.committable()).isEqualTo(8);
        deliver("a");
        assertThat(partition.committable()).isEqualTo(9);
    }
}
