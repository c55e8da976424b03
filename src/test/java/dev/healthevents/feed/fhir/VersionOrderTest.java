package dev.healthevents.feed.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.event.HealthEventType;
import dev.healthevents.feed.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clocks of a server's nodes differ; what a resource's versions count does not. */
class VersionOrderTest {

    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");

    /** Changes as id, version and second, as they are listed. */
    @ParameterizedTest
    @CsvSource({
        "a/1@10 a/2@3 a/3@11, a/1 a/2 a/3",
        "a/3@11 a/2@3 a/1@10, a/1 a/2 a/3",
        "a/1@10 b/1@5 a/2@3, a/1 b/1 a/2",
        "a/10@1 a/9@2 b/7@1 b/6@2, b/6 a/9 b/7 a/10",
        "a/3@1 a/1@2 a/2@3, a/1 a/2 a/3",
        "a/x@2 a/y@1, a/y a/x",
        "a/2@1 a/x@2 a/1@3, a/1 a/x a/2",
        "a/1@1 b/1@2 c/1@3, a/1 b/1 c/1",
    })
    void wholeNumbersOfOneResourceNeverGoBack(String listed, String ordered) {
        List<FhirChange> changes = new ArrayList<>();
        for (String each : listed.split(" ")) {
            String[] parts = each.split("[/@]");
            changes.add(new FhirChange(
                    UUID.randomUUID(),
                    HealthEventType.FHIR_RESOURCE_UPDATED,
                    "Patient",
                    parts[0],
                    parts[1],
                    TEN.plusSeconds(Integer.parseInt(parts[2]))));
        }

        assertThat(Chronology.oldestFirst(changes, Window.openFrom(TEN), TEN.plusSeconds(30)))
                .extracting(change -> change.id() + "/" + change.version())
                .containsExactlyElementsOf(Arrays.asList(ordered.split(" ")));
    }
}
