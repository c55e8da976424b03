package dev.healthevents.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
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
    void whatIsPutAsideHasWaitedSinceItCame() {
        openAt(NOON);
        assertThat(outbox.waitingSince()).isEmpty();
        append(outbox, 1);
        openAt(NOON.plusSeconds(60));
        append(outbox, 2);
        deliveries.putAside(outbox.first(1).get(0), Attempts.NONE.andOneAt(NOON), NOON.plusSeconds(600));

        assertThat(outbox.waitingSince()).contains(NOON);
    }

    @Test
    void whatIsDeliveredDoesNotWait() {
        openAt(NOON);
        append(outbox, 1);
        openAt(NOON.plusSeconds(60));
        append(outbox, 2);
        deliveries.delivered(deliveries.next(NOON, 1));

        assertThat(outbox.waitingSince()).contains(NOON.plusSeconds(60));
        deliveries.delivered(deliveries.next(NOON, 1));
        assertThat(outbox.waitingSince()).isEmpty();
    }

    @Test
    void aRestartDoesNotMakeThemYounger() {
        openAt(NOON);
        append(outbox, 1);
        restart();
        openAt(NOON.plusSeconds(3600));

        assertThat(outbox.waitingSince()).contains(NOON);
    }

    @Test
    void whatWaitedBeforeDoesNotMakeThemOlder() {
        openAt(NOON);
        append(outbox, 1, 2, 3);
        append(outbox, 4);
        deliveries.delivered(deliveries.next(NOON, 9));
        openAt(NOON.plusSeconds(3600));
        append(outbox, 5, 6, 7, 8, 9);
        deliveries.delivered(deliveries.next(NOON, 4));

        assertThat(outbox.waitingSince()).contains(NOON.plusSeconds(3600));
    }

    @Test
    void theTimesOfWhatHasLeftAreForgotten() {
        for (int i = 0; i < 20; i++) {
            openAt(NOON.plusSeconds(i));
            append(outbox, i);
            deliveries.delivered(deliveries.next(NOON, 9));
        }

        assertThat(arrivals()).isLessThanOrEqualTo(2);
    }

    @Test
    void theTimeIsTakenOnceASecond() {
        openAt(NOON);
        append(outbox, 1);
        append(outbox, 2);

        assertThat(arrivals()).isEqualTo(1);
    }

    @Test
    void aTimeIsTakenAgainWhereItsWindowWasNotCommitted() {
        openAt(NOON);
        execute("ALTER TABLE outbox RENAME COLUMN subject TO away");
        assertThatThrownBy(() -> append(outbox, 1)).isInstanceOf(StateException.class);
        execute("ALTER TABLE outbox RENAME COLUMN away TO subject");
        append(outbox, 1);

        assertThat(outbox.waitingSince()).contains(NOON);
    }

    private void openAt(Instant now) {
        outbox = new Outbox(database, "file", Clock.fixed(now, ZoneOffset.UTC));
        deliveries = outbox.deliveries();
    }

    private int arrivals() {
        return database.read(connection -> {
            try (ResultSet row = connection.createStatement().executeQuery("SELECT COUNT(*) FROM outbox_arrival")) {
                row.next();
                return row.getInt(1);
            }
        });
    }

    @Test
    void onlyYoungChangesOfAWindowAreTimedAndByOurClock() {
        WindowTransaction window = new WindowTransaction(database, new SeenIds(database), "lab");
        window.append(outbox, new OutboxEvent("old", "s1", new byte[1], NOON.minusSeconds(1)));
        window.append(outbox, new OutboxEvent("young", "s2", new byte[1], NOON));
        window.time(new Timing(NOON, Duration.ofSeconds(30)));
        commitAt(window, cursorAt(NOON), null);

        assertThat(outbox.first(9)).extracting(OutboxRow::changed).containsExactly(null, NOON.minusSeconds(30));
    }

    @Test
    void whatIsAnnouncedAgainIsNotTimed() {
        WindowTransaction window = new WindowTransaction(database, new SeenIds(database), "lab");
        window.append(outbox, new OutboxEvent("again", "s1", new byte[1], NOON));
        window.commit();

        assertThat(outbox.first(9)).extracting(OutboxRow::changed).containsOnlyNulls();
    }

    @Test
    void whatIsPutAsideIsTimedStill() {
        WindowTransaction window = new WindowTransaction(database, new SeenIds(database), "lab");
        window.append(outbox, new OutboxEvent("young", "s2", new byte[1], NOON));
        window.time(new Timing(NOON, Duration.ZERO));
        commitAt(window, cursorAt(NOON), null);
        deliveries.putAside(outbox.first(1).get(0), Attempts.NONE.andOneAt(NOON), NOON);

        assertThat(deliveries.next(NOON, 9)).extracting(OutboxRow::changed).containsExactly(NOON);
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
        deliveries.delivered(delivered);

        assertThat(waiting()).isEqualTo(ids(3, 4));
        assertThat(outbox.pending()).isEqualTo(2);
    }

    @Test
    void whatWaitsWaitsAfterARestart() {
        append(outbox, 1, 2);
        deliveries.delivered(deliveries.next(NOON, 1));
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
        other.deliveries().delivered(other.first(9));

        assertThat(waiting()).isEqualTo(ids(1));
        assertThat(other.pending()).isZero();
    }

    @Test
    void deletingNothingDeletesNothing() {
        append(outbox, 1);
        deliveries.delivered(List.of());

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
        assertThatThrownBy(() -> deliveries.delivered(delivered)).isInstanceOf(StateException.class);
        assertThatThrownBy(() -> deliveries.next(NOON, 9)).isInstanceOf(StateException.class);
        execute("ALTER TABLE outbox_away RENAME TO outbox");

        assertThat(waiting()).isEqualTo(ids(2));
        assertThat(outbox.pending()).isEqualTo(1);
    }
}
