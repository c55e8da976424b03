package dev.healthevents.feed.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.event.HealthEventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HeldChangesTest {

    @Test
    void whatIsBeyondMemoryComesBackAsItWasAndInOrder() throws Exception {
        List<FhirChange> changes = List.of(
                change("1", Instant.parse("2026-11-22T12:00:00.123456789Z")),
                change("2", null),
                change("ü", Instant.MIN));
        List<FhirChange> back = new ArrayList<>();
        try (HeldChanges held = new HeldChanges(1)) {
            for (FhirChange change : changes) {
                held.add(change);
            }
            held.forEach(back::add);

            assertThat(held.size()).isEqualTo(3);
            assertThat(back).isEqualTo(changes);
        }
    }

    private static FhirChange change(String version, Instant time) {
        return new FhirChange(
                new UUID(1, version.hashCode()), HealthEventType.FHIR_RESOURCE_UPDATED, "Patient", "p", version, time);
    }
}
