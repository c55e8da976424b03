package dev.healthevents.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.state.Attempts;
import dev.healthevents.state.DeadLetter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
            new HeldPartition(3, "hub#3/1", time, new GroupPosition(7, null), any -> letters.incrementAndGet());

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

    private void addAnother(String id, long offset, String... sinks) {
        partition.open(List.of(offset), offset + 1);
        partition.add(id, List.of(offset), Set.of(sinks), List.of());
    }

    @Test
    void aSinkThatIsLeftBehindHoldsNobodyUpAndIsOwedStillWhatItHadNot() {
        add("a", "b");
        deliver("b");
        assertThat(partition.size()).isEqualTo(1);

        partition.leave("a");

        assertThat(partition.size()).isZero();
        assertThat(partition.waiting()).isEqualTo(1);
        assertThat(partition.holds("a", ID)).isTrue();
        assertThat(partition.committable()).isEqualTo(7);
        assertThat(partition.position().reading()).isEqualTo(8);
    }

    @Test
    void whatIsReadFromThenOnIsNotForItAndItIsHandedThatLater() {
        add("a", "b");
        partition.leave("a");
        assertThat(partition.open(List.of(8L, 9L), 10)).containsExactly("a");
        assertThat(partition.behind()).isEqualTo(Map.of("a", 8L));
        assertThat(partition.limit()).isEqualTo(10);

        partition.addBehind("a", "another", List.of(8L), Set.of("a"), List.of());
        partition.handed("a", 9);

        assertThat(partition.holds("a", "another")).isTrue();
        assertThat(partition.behind()).isEqualTo(Map.of("a", 9L));
    }

    @Test
    void whenItWasHandedAllThatWasReadItGetsWhatAllGet() {
        add("a", "b");
        partition.leave("a");
        partition.open(List.of(8L), 9);
        partition.handed("a", 9);

        assertThat(partition.behind()).isEmpty();
        assertThat(partition.open(List.of(9L), 10)).isEmpty();
        assertThat(partition.position().behind()).as("it has not got event 7").isEqualTo(Map.of("a", 7L));
        deliver("a");
        assertThat(partition.position().behind()).isEmpty();
    }

    @Test
    void itCanBeLeftBehindOnceMore() {
        add("a", "b");
        partition.leave("a");
        partition.handed("a", 8);
        addAnother("another", 8, "a", "b");

        partition.leave("a");

        assertThat(partition.behind()).isEqualTo(Map.of("a", 9L));
        deliver("a");
        assertThat(partition.position().behind()).isEqualTo(Map.of("a", 8L));
        assertThat(partition.holds("a", "another")).isTrue();
    }

    @Test
    void whoTakesOverHandsItOnFromWhereItWas() {
        add("a", "b");
        partition.leave("a");
        partition.open(List.of(8L), 9);
        deliver("b");

        HeldPartition next = new HeldPartition(3, "hub#3/2", time, partition.position(), any -> {});

        assertThat(next.behind()).isEqualTo(Map.of("a", 7L));
        assertThat(next.limit()).isEqualTo(9);
        next.handed("a", 9);
        assertThat(next.open(List.of(8L), 9))
                .as("event 8 was open, and 'a' has it by now")
                .containsExactly("a");
        next.handed("a", 9);
        assertThat(next.behind()).isEmpty();
    }
}
