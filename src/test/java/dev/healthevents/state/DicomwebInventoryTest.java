package dev.healthevents.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.feed.dicomweb.Image;
import dev.healthevents.feed.dicomweb.Lesson;
import dev.healthevents.feed.dicomweb.Standing;
import dev.healthevents.feed.dicomweb.Study;
import dev.healthevents.feed.dicomweb.StudyHead;
import dev.healthevents.feed.dicomweb.StudyHead.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DicomwebInventoryTest extends StateTest {

    private static final Standing STANDING = new Standing(1, 7, "1.5");

    private DicomwebInventory inventory;

    @BeforeEach
    void begin() {
        inventory = new DicomwebInventory(database, "pacs");
    }

    private static Study study(String uid, String date, State state, Image... images) {
        return new Study(new StudyHead(uid, date, images.length, state), List.of(images));
    }

    private static Image image(int number, Instant time) {
        return new Image("1.2.3", "1.2.3." + number, number, 1, time);
    }

    private void commit(Lesson lesson) {
        WindowTransaction window = new WindowTransaction(database, new SeenIds(database), "pacs");
        window.save(inventory.learnt(lesson, () -> {}));
        window.commit(NOON, List.of(), Instant.EPOCH);
    }

    @Test
    void whatIsLearntFromAWindowIsKeptWithIt() {
        Study one = study("1.1", "20260301", State.LISTED, image(1, NOON), image(2, NOON.plusMillis(3)));
        commit(new Lesson(STANDING, List.of(one), List.of()));

        restart();
        begin();
        assertThat(inventory.study("1.1")).contains(one);
        assertThat(inventory.standing()).contains(STANDING);
        assertThat(inventory.images()).isEqualTo(2);
    }

    @Test
    void whatIsLearntFromAWindowThatFailsIsNotKept() {
        WindowTransaction window = new WindowTransaction(database, new SeenIds(database), "pacs");
        window.save(inventory.learnt(
                new Lesson(STANDING, List.of(study("1.1", null, State.LISTED, image(1, NOON))), List.of()), () -> {}));

        assertThat(inventory.study("1.1")).isEmpty();
        assertThat(inventory.standing()).isEmpty();
    }

    @Test
    void aStudyThatIsGoneIsForgotten() {
        commit(new Lesson(STANDING, List.of(study("1.1", null, State.LISTED, image(1, NOON))), List.of()));
        commit(new Lesson(STANDING, List.of(), List.of("1.1")));

        assertThat(inventory.study("1.1")).isEmpty();
    }

    @Test
    void studiesAreFoundByWhatTheyAreAskedForBy() {
        inventory.learn(List.of(
                study("1.1", "20260301", State.LISTED, image(1, NOON)),
                study("1.2", null, State.TO_LEARN),
                study("1.3", "20260228", State.TO_ANNOUNCE)));
        new DicomwebInventory(database, "other").learn(List.of(study("1.9", "20260301", State.LISTED, image(1, NOON))));

        assertThat(inventory.since("20260301")).extracting(StudyHead::uid).containsExactly("1.1");
        assertThat(inventory.heads(List.of("1.3", "1.9")))
                .extracting(StudyHead::uid)
                .containsExactly("1.3");
        assertThat(inventory.after("1.1", 5)).extracting(StudyHead::uid).containsExactly("1.2", "1.3");
        assertThat(inventory.toList(5)).extracting(StudyHead::uid).containsExactly("1.2", "1.3");
    }

    @Test
    void aStretchOfTimeHasTheImagesThatWereFoundInIt() {
        Image learnt = new Image("1.2.3", "1.2.3.9", 0, 1, NOON);
        inventory.learn(List.of(
                study("1.1", null, State.LISTED, image(1, NOON), image(2, NOON.plusSeconds(9)), learnt),
                study("1.2", null, State.LISTED, image(3, NOON.minusSeconds(9)))));

        assertThat(inventory.foundBetween(NOON, NOON.plusSeconds(9), 10))
                .flatExtracting(Study::images)
                .containsExactly(image(1, NOON));
        assertThat(inventory.foundBetween(NOON.minusSeconds(60), NOON.plusSeconds(60), 1))
                .flatExtracting(Study::images)
                .hasSizeGreaterThan(1);
    }

    @Test
    void anImageWhoseUidsAreRandomTakesFewBytes() {
        Random random = new Random(1);
        List<Image> images = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String sop = "1.2.826.0.1.3680043.8.498." + Math.abs(random.nextLong()) + Math.abs(random.nextLong());
            images.add(new Image("1.2.826.0.1.3680043.8.498.77033797676425927098669402985243398207", sop, i, 1, NOON));
        }
        byte[] packed = PackedImages.packed(images);

        assertThat(PackedImages.unpacked(packed)).isEqualTo(images);
        assertThat(packed.length / images.size()).isLessThan(30);
    }
}
