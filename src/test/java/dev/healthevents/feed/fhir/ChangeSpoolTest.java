package dev.healthevents.feed.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.event.EventIds;
import dev.healthevents.event.HealthEventType;
import dev.healthevents.feed.Window;
import java.io.File;
import java.time.Instant;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
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
                EventIds.fhir("h", "Patient", id, "1"),
                HealthEventType.FHIR_RESOURCE_CREATED,
                "Patient",
                id,
                "1",
                NOON.plusSeconds(second));
    }
}
