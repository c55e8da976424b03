package dev.healthevents.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxTest extends StateTest {

    private Outbox outbox;
    private OutboxDeliveries deliveries;

    @BeforeEach
    void openOutbox() {
        outbox = new Outbox(database, "file");
        deliveries = outbox.deliveries();
    }

    private void append(Outbox to, long... numbers) {
        WindowTransaction window = new WindowTransaction(database, new SeenIds(database), "lab");
        LongStream.of(numbers).forEach(number -> window.append(to, event(number)));
        commitAt(window, cursorAt(NOON), null);
    }

    private static List<String> ids(long... numbers) {
        return LongStream.of(numbers).mapToObj(number -> id(number).toString()).toList();
    }

    private List<String> waiting() {
        return deliveries.next(NOON, 100).stream().map(OutboxRow::eventId).toList();
    }

    @Test
    void eventsLeaveInTheOrderInWhichTheyCame() {
        append(outbox, 3, 1);
        append(outbox, 2);

        assertThat(waiting()).isEqualTo(ids(3, 1, 2));
    }

    @Test
    void anEventComesOutAsItWentIn() {
        append(outbox, 1);
        OutboxRow row = outbox.first(1).get(0);

        assertThat(row.subject()).isEqualTo(event(1).subject());
        assertThat(row.event()).isEqualTo(event(1).encoded());
    }

    @Test
    void theFirstPlaceIsThatOfTheEventThatWaitsLongestThoughItIsPutAside() {
        assertThat(outbox.firstPosition()).isEmpty();
        append(outbox, 1, 2, 3);
        long first = outbox.first(1).get(0).position();
        assertThat(outbox.firstPosition()).hasValue(first);
        assertThat(outbox.lastPosition()).isEqualTo(first + 2);

        deliveries.putAside(outbox.first(1).get(0), new Attempts(1, NOON, NOON), NOON.plusSeconds(60));
        assertThat(outbox.firstPosition()).hasValue(first);
    }

    @Test
    void noMoreAreHandedOutThanAskedFor() {
        append(outbox, 1, 2, 3);

        assertThat(outbox.first(2)).hasSize(2);
    }

    @Test
    void onlyWhatWasDeliveredIsDeleted() {
        append(outbox, 1, 2, 3);
        List<OutboxRow> delivered = deliveries.next(NOON, 2);
        append(outbox, 4);
        deliveries.delivered(delivered, NOON);

        assertThat(waiting()).isEqualTo(ids(3, 4));
        assertThat(outbox.pending()).isEqualTo(2);
    }

    @Test
    void whatWaitsWaitsAfterARestart() {
        append(outbox, 1, 2);
        deliveries.delivered(deliveries.next(NOON, 1), NOON);
        restart();
        openOutbox();
        assertThat(outbox.pending()).isEqualTo(1);
        append(outbox, 3);

        assertThat(waiting()).isEqualTo(ids(2, 3));
    }

    @Test
    void sinksDoNotSeeEachOthersEvents() {
        Outbox other = new Outbox(database, "event-hubs");
        append(outbox, 1);
        append(other, 2);
        other.deliveries().delivered(other.first(9), NOON);

        assertThat(waiting()).isEqualTo(ids(1));
        assertThat(other.pending()).isZero();
    }

    @Test
    void deletingNothingDeletesNothing() {
        append(outbox, 1);
        deliveries.delivered(List.of(), NOON);

        assertThat(waiting()).isEqualTo(ids(1));
    }

    @Test
    void whoWaitsIsWokenByACommit() throws Exception {
        long known = outbox.arrivals();
        CompletableFuture<Void> woken = CompletableFuture.runAsync(() -> awaitMore(known, Duration.ofMinutes(1)));
        append(outbox, 1);

        assertThat(woken).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void whoDidNotSeeTheLastCommitDoesNotWait() {
        long known = outbox.arrivals();
        append(outbox, 1);

        assertThat(CompletableFuture.runAsync(() -> awaitMore(known, Duration.ofMinutes(1))))
                .succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void waitingForNothingEnds() {
        assertThat(CompletableFuture.runAsync(() -> awaitMore(outbox.arrivals(), Duration.ofMillis(20))))
                .succeedsWithin(Duration.ofSeconds(10));
    }

    private void awaitMore(long known, Duration timeout) {
        try {
            outbox.awaitMore(known, timeout);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aWrongCountIsPutRightInsteadOfLookedAtForEver() throws Exception {
        append(outbox, 1, 2);
        execute("DELETE FROM outbox");
        assertThat(deliveries.next(NOON, 9)).isEmpty();
        assertThat(deliveries.next(NOON, 9)).isEmpty();

        assertThat(outbox.pending()).isZero();
    }

    @Test
    void whatWasDeliveredIsNotHandedOutAgainWhileItCannotBeDeleted() {
        append(outbox, 1, 2);
        List<OutboxRow> delivered = deliveries.next(NOON, 1);
        execute("ALTER TABLE outbox RENAME TO outbox_away");
        assertThatThrownBy(() -> deliveries.delivered(delivered, NOON)).isInstanceOf(StateException.class);
        assertThatThrownBy(() -> deliveries.next(NOON, 9)).isInstanceOf(StateException.class);
        execute("ALTER TABLE outbox_away RENAME TO outbox");

        assertThat(waiting()).isEqualTo(ids(2));
        assertThat(outbox.pending()).isEqualTo(1);
    }
}
