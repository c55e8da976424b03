package dev.healthevents.feed.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.event.EventIds;
import dev.healthevents.event.HealthEventType;
import dev.healthevents.feed.Rejected;
import dev.healthevents.feed.Window;
import java.io.File;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ChangeSpoolTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void manyThousandsComeOutAsTheyWentInEachOnce() throws Exception {
        try (ChangeSpool spool = new ChangeSpool(NOON)) {
            for (int i : IntStream.range(0, 5_000).toArray()) {
                spool.changed(change(i));
                spool.changed(change(i));
            }
            spool.filled(NOON.plusSeconds(5_000));

            assertThat(spool.distinct()).isEqualTo(5_000);
            assertThat(spool.within(new Window(NOON.plusSeconds(100), NOON.plusSeconds(4_000)), 10_000))
                    .hasSize(3_900)
                    .first()
                    .isEqualTo(change(100));
        }
    }

    @Test
    @Timeout(20)
    void entriesThatCannotBeReadAreKnownAgainHoweverManyThereAre() throws Exception {
        try (ChangeSpool spool = new ChangeSpool(NOON)) {
            for (int i : IntStream.range(0, 80_000).toArray()) {
                spool.rejected(new Rejected(new UUID(1, i % 40_000), "an entry", "it has no version"));
            }
            spool.filled(NOON.plusSeconds(1));

            assertThat(spool.rejected()).isEqualTo(40_000);
            assertThat(spool.ordered(false).rejected(3))
                    .containsOnly(
                            new Rejected(new UUID(1, 0), "an entry", "it has no version"),
                            new Rejected(new UUID(1, 1), "an entry", "it has no version"),
                            new Rejected(new UUID(1, 2), "an entry", "it has no version"));
        }
    }

    @Test
    void whatIsListedFirstAndHasNoTimeIsPlacedBesideWhatFollows() throws Exception {
        FhirChange deleted = new FhirChange(
                EventIds.fhir("h", "Patient", "p9", "2", null),
                HealthEventType.FHIR_RESOURCE_DELETED,
                "Patient",
                "p9",
                "2",
                null);
        try (ChangeSpool spool = new ChangeSpool(NOON)) {
            spool.changed(deleted);
            spool.changed(change(9));
            spool.changed(change(3));
            spool.filled(NOON.plusSeconds(20));

            assertThat(spool.ordered(false).changes(9))
                    .containsExactly(change(3), change(9), deleted.at(NOON.plusSeconds(9)));
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "an open file can't be deleted there")
    void aKillLeavesNoFileBehind() throws Exception {
        Set<String> before = files();
        try (ChangeSpool spool = new ChangeSpool(NOON)) {
            spool.changed(change(1));
            spool.filled(NOON.plusSeconds(2));

            assertThat(files()).isEqualTo(before);
            assertThat(spool.within(new Window(NOON, NOON.plusSeconds(2)), 10)).hasSize(1);
        }
    }

    private static Set<String> files() {
        return Set.of(new File(System.getProperty("java.io.tmpdir"))
                .list((folder, name) -> name.startsWith("health-events-past-")));
    }

    private static FhirChange change(int second) {
        String id = "p" + second;
        return new FhirChange(
                EventIds.fhir("h", "Patient", id, "1", NOON.plusSeconds(second)),
                HealthEventType.FHIR_RESOURCE_CREATED,
                "Patient",
                id,
                "1",
                NOON.plusSeconds(second));
    }
}
