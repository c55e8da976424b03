package dev.healthevents.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.healthevents.feed.Learnt;
import dev.healthevents.feed.dicom.Uids;
import dev.healthevents.feed.orthanc.Instance;
import dev.healthevents.feed.orthanc.Instance.Kind;
import dev.healthevents.feed.orthanc.Lesson;
import dev.healthevents.feed.orthanc.OwnNumbers;
import dev.healthevents.feed.orthanc.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrthancInstancesTest extends StateTest {

    private static final Runnable NOBODY = () -> {};

    private OrthancInstances instances;

    @BeforeEach
    void begin() {
        instances = new OrthancInstances(database, "pacs");
    }

    private static Instance instance(int id, long seq, Kind kind) {
        return new Instance("id-" + id, new Uids("1." + id, "2." + id, "3." + id), seq, seq, kind, 1);
    }

    private static Lesson stored(Instance... stored) {
        return new Lesson(new Standing(1, 9), List.of(stored), List.of(), List.of());
    }

    private void commit(Lesson lesson) {
        WindowTransaction window = new WindowTransaction(database, new SeenIds(database), "pacs");
        window.save(instances.learnt(lesson, NOBODY));
        window.commit(NOON, List.of(), Instant.EPOCH);
    }

    @Test
    void whatIsLearntFromAWindowIsKeptWithIt() {
        commit(stored(instance(1, 5, Kind.CREATED)));

        restart();
        begin();
        assertThat(instances.find(List.of("id-1", "id-2")))
                .containsOnly(Map.entry("id-1", instance(1, 5, Kind.CREATED)));
        assertThat(instances.standing()).contains(new Standing(1, 9));
        assertThat(instances.count()).isEqualTo(1);
        assertThat(instances.highestNumber()).isEqualTo(5);
    }

    @Test
    void whatIsLearntFromAWindowThatFailsIsNotKept() {
        WindowTransaction window = new WindowTransaction(database, new SeenIds(database), "pacs");
        List<String> told = new ArrayList<>();
        window.save(instances.learnt(stored(instance(1, 5, Kind.CREATED)), () -> told.add("kept")));
        execute("DROP TABLE orthanc_source");

        assertThat(catchThrowable(() -> window.commit(NOON, List.of(), Instant.EPOCH)))
                .isInstanceOf(StateException.class);
        assertThat(instances.count()).isZero();
        assertThat(told).isEmpty();
    }

    @Test
    void aWindowThatOnlyTeachesIsNotEmpty() {
        WindowTransaction window = new WindowTransaction(database, new SeenIds(database), "pacs");
        assertThat(window.isEmpty()).isTrue();
        window.save(instances.learnt(stored(instance(1, 5, Kind.CREATED)), NOBODY));
        assertThat(window.isEmpty()).isFalse();
    }

    @Test
    void aWindowThatOnlyReadOnMayGoUncommitted() {
        Learnt learnt = instances.learnt(stored(), NOBODY);

        assertThat(learnt.isEmpty()).isTrue();
    }

    @Test
    void aDeletedInstanceIsForgotten() {
        commit(stored(instance(1, 5, Kind.CREATED), instance(2, 6, Kind.CREATED)));
        commit(new Lesson(null, List.of(), List.of(instance(1, 5, Kind.CREATED)), List.of()));

        assertThat(instances.after("", 10)).containsExactly(instance(2, 6, Kind.CREATED));
        assertThat(instances.standing()).contains(new Standing(1, 9));
    }

    @Test
    void aDeletedInstanceThatWasStoredAgainMeanwhileIsNotForgotten() {
        commit(stored(instance(1, 7, Kind.UPDATED)));
        commit(new Lesson(null, List.of(), List.of(instance(1, 5, Kind.CREATED)), List.of()));

        assertThat(instances.count()).isEqualTo(1);
    }

    @Test
    void instancesAreListedInTheOrderOfTheirIds() {
        commit(stored(instance(3, 5, Kind.CREATED), instance(1, 6, Kind.CREATED), instance(2, 7, Kind.UPDATED)));

        assertThat(instances.after("id-1", 1)).containsExactly(instance(2, 7, Kind.UPDATED));
        assertThat(instances.after("id-3", 1)).isEmpty();
    }

    @Test
    void thousandsAreFoundAtOnce() {
        List<Instance> many = new ArrayList<>();
        for (int i = 0; i < 2_345; i++) {
            many.add(instance(i, i, Kind.LEARNT));
        }
        instances.learn(many);

        assertThat(instances.find(many.stream().map(Instance::id).toList())).hasSize(2_345);
    }

    @Test
    void numbersOfOurOwnGrow() {
        commit(new Lesson(null, List.of(), List.of(), List.of(new OwnNumbers(15, 17))));
        commit(new Lesson(null, List.of(), List.of(), List.of(new OwnNumbers(15, 19), new OwnNumbers(30, 30))));

        assertThat(instances.ownNumbers(10)).containsExactly(new OwnNumbers(15, 19), new OwnNumbers(30, 30));
        assertThat(instances.ownNumbers(1)).containsExactly(new OwnNumbers(30, 30));
    }

    @Test
    void aNewEpochGivesNoNumberAgainAndForgetsNoInstance() {
        commit(stored(instance(1, 5, Kind.UPDATED)));
        commit(new Lesson(null, List.of(), List.of(), List.of(new OwnNumbers(15, 17))));

        instances.begin(new Standing(2, -1));

        assertThat(instances.ownNumbers(10)).containsExactly(new OwnNumbers(1, 17));
        assertThat(instances.after("", 10)).containsExactly(instance(1, 5, Kind.UPDATED));
        assertThat(instances.standing()).contains(new Standing(2, -1));
    }

    @Test
    void anImageIsFoundByAllOfItsUids() {
        Uids image = new Uids("1.1", "2.1", "3.1");
        Instance one = new Instance("wrong", image, 5, 5, Kind.CREATED, 1);
        Instance other = new Instance("right", image, 6, 6, Kind.UPDATED, 2);
        Instance copy = new Instance("copy", new Uids("1.2", "2.2", "3.1"), 7, 7, Kind.CREATED, 2);
        commit(stored(one, other, copy, instance(4, 8, Kind.CREATED)));

        assertThat(instances.holders(List.of(image))).containsExactlyInAnyOrder(one, other);
    }

    @Test
    void sourcesDoNotSeeEachOthers() {
        commit(stored(instance(1, 5, Kind.CREATED)));

        assertThat(new OrthancInstances(database, "other").count()).isZero();
    }
}
