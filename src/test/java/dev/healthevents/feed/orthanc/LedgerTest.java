package dev.healthevents.feed.orthanc;

import static dev.healthevents.event.HealthEventType.DICOM_IMAGE_CREATED;
import static dev.healthevents.event.HealthEventType.DICOM_IMAGE_DELETED;
import static dev.healthevents.event.HealthEventType.DICOM_IMAGE_UPDATED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.feed.Learnt;
import dev.healthevents.feed.dicom.Uids;
import dev.healthevents.state.OrthancInstances;
import dev.healthevents.state.SeenIds;
import dev.healthevents.state.StateDatabase;
import dev.healthevents.state.WindowTransaction;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Uids UIDS = new Uids("1.2", "1.2.3", "1.2.3.4");

    @TempDir
    Path folder;

    private StateDatabase database;
    private Ledger ledger;

    @BeforeEach
    void open() {
        database = StateDatabase.open("jdbc:sqlite:" + folder.resolve("state.db"), null, null);
        ledger = new Ledger(new OrthancInstances(database, "pacs"));
        ledger.begin(1);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void restart() {
        ledger = new Ledger(new OrthancInstances(database, "pacs"));
        ledger.refresh();
    }

    private static Change row(long seq) {
        return new Change(seq, true, "x", NOON);
    }

    private Announced read(long seq) {
        return ledger.stored(List.of(row(seq)), Map.of("x", UIDS), true).get(0);
    }

    private Learnt learnt(Announced... announced) {
        return ledger.learnt(List.of(announced), new Standing(1, 100));
    }

    private void commit(Learnt learnt) {
        WindowTransaction window = new WindowTransaction(database, new SeenIds(database), "pacs");
        window.save(learnt);
        window.commit(NOON, List.of(), Instant.EPOCH);
    }

    private List<Announced> gone() {
        return ledger.gone(ledger.after("", 10), 100, NOON);
    }

    @Test
    void aRowThatTwoWindowsReadIsTheSameEventAndCountsOnce() {
        Announced tail = read(7);
        Announced sweep = read(7);
        assertThat(sweep).isEqualTo(tail);
        Learnt fromTail = learnt(tail);
        Learnt fromSweep = learnt(sweep);

        commit(fromTail);
        commit(fromSweep);

        assertThat(ledger.expected()).isEqualTo(1);
    }

    @Test
    void aRowThatIsReadAgainAfterARestartIsTheSameEvent() {
        Announced first = read(7);
        commit(learnt(first));

        restart();

        assertThat(read(7)).isEqualTo(first);
    }

    @Test
    void aRowWhoseWindowFailedIsTheSameEvent() {
        ledger.gone(List.of(), 7, NOON);
        Announced first = read(7);
        learnt(first);

        assertThat(read(7)).isEqualTo(first);
        assertThat(ledger.expected()).isEqualTo(1);
    }

    @Test
    void aLaterRowOfAnInstanceIsAnUpdateThoughTheFirstIsNotCommittedYet() {
        read(7);

        assertThat(read(9).operation()).isEqualTo(DICOM_IMAGE_UPDATED);
        assertThat(ledger.expected()).isEqualTo(1);
    }

    @Test
    void anEarlierRowThatOrthancHasDroppedMeanwhileIsPassedOver() {
        commit(learnt(read(9)));

        assertThat(ledger.stored(List.of(row(7)), Map.of(), true)).isEmpty();
    }

    @Test
    void anInstanceThatNobodyKnewAndThatIsGoneIsPassedOver() {
        assertThat(ledger.stored(List.of(row(7)), Map.of(), true)).isEmpty();
    }

    @Test
    void anInstanceThatWasLearntIsCreatedByItsOwnRowAndUpdatedByALaterOne() {
        ledger.learn(Map.of("x", UIDS), 50, 1);
        ledger.begin(1);

        assertThat(read(7).operation()).isEqualTo(DICOM_IMAGE_CREATED);
        assertThat(read(51).operation()).isEqualTo(DICOM_IMAGE_UPDATED);
    }

    @Test
    void aDeleteThatWasNotCommittedIsTheSameEventAtTheNextLook() {
        commit(learnt(read(7)));

        List<Announced> first = gone();

        assertThat(first).extracting(Announced::operation).containsExactly(DICOM_IMAGE_DELETED);
        assertThat(first).extracting(Announced::number).containsExactly(101L);
        assertThat(ledger.expected()).isZero();
        ledger.lookAgain();
        assertThat(ledger.expected()).isEqualTo(1);
        assertThat(gone()).isEqualTo(first);
    }

    @Test
    void aDeletedInstanceThatIsStoredAgainIsCreatedAndStays() {
        commit(learnt(read(7)));
        Announced deleted = gone().get(0);
        Learnt delete = learnt(deleted);
        Announced again = read(101);
        Learnt store = learnt(again);

        commit(delete);
        commit(store);

        assertThat(again.operation()).isEqualTo(DICOM_IMAGE_CREATED);
        assertThat(again.number()).isGreaterThan(deleted.number());
        assertThat(ledger.known(List.of("x"))).containsKey("x");
        assertThat(ledger.expected()).isEqualTo(1);
    }

    @Test
    void anInstanceWithoutARowIsCreatedWithANumberOfOurOwn() {
        Announced found = ledger.found(Map.of("x", UIDS), 100, NOON).get(0);

        assertThat(found.operation()).isEqualTo(DICOM_IMAGE_CREATED);
        assertThat(found.number()).isEqualTo(101);
    }

    @Test
    void theCountIsRightAgainAfterACommitWhoseEndWasNotSeen() {
        Announced change = read(7);
        Ledger unaware = ledger;
        restart();
        commit(learnt(read(7)));

        unaware.refresh();

        assertThat(unaware.expected()).isEqualTo(1);
        assertThat(unaware.stored(List.of(row(7)), Map.of(), true)).containsExactly(change);
    }

    private Announced corrected(long seq) {
        Change row = new Change(seq, true, "y", NOON);
        return ledger.stored(List.of(row), Map.of("y", UIDS), true).get(0);
    }

    @Test
    void anImageOfWhichThereIsAnotherInstanceIsUpdatedAndNotDeletedWithOneOfThem() {
        commit(learnt(read(7)));

        Announced other = corrected(9);
        List<Announced> gone = ledger.gone(ledger.after("", 10), 100, NOON);

        assertThat(other.operation()).isEqualTo(DICOM_IMAGE_UPDATED);
        assertThat(gone).extracting(Announced::told).containsExactly(false);
        assertThat(ledger.expected()).isEqualTo(1);
    }

    @Test
    void anImageWhoseInstancesAreAllGoneIsDeletedOnce() {
        commit(learnt(read(7), corrected(9)));

        assertThat(gone()).extracting(Announced::told).containsExactly(false, true);
    }

    @Test
    void anInstanceThatIsGoneBehindAnotherOneOfItsImageIsForgotten() {
        commit(learnt(read(7)));
        Announced other = corrected(9);
        Announced gone = ledger.gone(ledger.after("", 10), 100, NOON).get(0);
        commit(learnt(other, gone));

        restart();

        assertThat(ledger.known(List.of("x", "y"))).containsOnlyKeys("y");
    }

    @Test
    void ofLearntInstancesOfOneImageTheFirstRowCreatesIt() {
        ledger.learn(Map.of("x", UIDS, "y", UIDS), 50, 1);
        ledger.begin(1);

        assertThat(read(7).operation()).isEqualTo(DICOM_IMAGE_CREATED);
        assertThat(corrected(9).operation()).isEqualTo(DICOM_IMAGE_UPDATED);
    }

    @Test
    void afterANewEpochTheSameRowIsTheSameEventAndAnotherOneAnUpdate() {
        Announced first = read(7);
        commit(learnt(first));
        ledger.begin(2);

        assertThat(read(7)).isEqualTo(first);
        assertThat(read(5).operation()).isEqualTo(DICOM_IMAGE_UPDATED);
    }

    @Test
    void numbersGoOnAfterTheHighestWhenAnEpochBegins() {
        commit(learnt(read(7)));
        Announced deleted = gone().get(0);
        commit(learnt(deleted));
        ledger.begin(2);

        assertThat(read(7).number()).isGreaterThan(deleted.number());
    }

    @Test
    void aRowOfAWindowThatFailedAndThatIsGoneIsNotKnown() {
        read(7);
        ledger.lookAgain();

        assertThat(ledger.known(List.of("x"))).isEmpty();
        assertThat(ledger.expected()).isZero();
    }

    @Test
    void aThousandImagesAreDeletedAtOneLook() {
        Map<String, Uids> images = new HashMap<>();
        for (int i = 0; i < 1_000; i++) {
            images.put("i" + i, new Uids("1.2", "1.2.3", "1.2.3." + i));
        }
        ledger.learn(images, 50, 1);
        ledger.refresh();

        List<Announced> gone = ledger.gone(ledger.after("", 2_000), 100, NOON);

        assertThat(gone).hasSize(1_000).allMatch(Announced::told);
        assertThat(ledger.expected()).isZero();
    }

    /** Two states, or one after the loss of another: what is told of Orthanc's rows has one id, and all else none of these. */
    @Test
    void whoReadsTheSameOrthancFromAStateOfItsOwnGivesNoIdToAnotherChange() {
        Ledger other = new Ledger(new MemoryTable());
        other.begin(1);
        commit(learnt(read(7)));
        Announced delete = gone().get(0);
        commit(learnt(delete));

        Announced moved = read(101);
        Announced row = other.stored(List.of(row(101)), Map.of("x", UIDS), true).get(0);

        assertThat(delete.number()).isEqualTo(101).isEqualTo(row.number());
        assertThat(moved.number()).isEqualTo(102);
        assertThat(id(moved)).isEqualTo(id(row)).isNotEqualTo(id(delete));
    }

    @Test
    void deletesOfTwoImagesThatTwoStatesGiveOneNumberHaveTwoIds() {
        Instance one = new Instance("x", UIDS, 7, 7, Instance.Kind.CREATED, 1);
        Instance another = new Instance("y", new Uids("1.2", "1.2.3", "1.2.3.5"), 8, 8, Instance.Kind.CREATED, 1);

        assertThat(id(new Announced(DICOM_IMAGE_DELETED, one, 0, 101, NOON)))
                .isNotEqualTo(id(new Announced(DICOM_IMAGE_DELETED, another, 0, 101, NOON)))
                .isNotEqualTo(id(new Announced(DICOM_IMAGE_UPDATED, one, 0, 101, NOON)));
    }

    private static UUID id(Announced announced) {
        return announced
                .event(OrthancFeedSettings.of("pacs", URI.create("http://pacs:8042"), "/w"))
                .id();
    }
}
