package dev.healthevents.feed.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.event.HealthEventType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What shows that a server counts the versions of each resource, and what does not. */
class VersionNumbersTest {

    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");

    private final VersionNumbers numbers = new VersionNumbers();

    @Test
    void twoResourcesWithFirstVersionsOfTwoTimesAreCountedEach() {
        numbers.learn(List.of(change("a", "1", 0)));
        assertThat(numbers.ofResources()).isFalse();
        numbers.learn(List.of(change("b", "1", 60)));
        assertThat(numbers.ofResources()).isTrue();
    }

    @Test
    void aFirstTransactionOfManyResourcesIsNoProof() {
        numbers.learn(List.of(change("a", "1", 0), change("b", "1", 0), change("c", "2", 60), change("d", "3", 90)));
        assertThat(numbers.ofResources()).isFalse();
    }

    @Test
    void aResourceThatWasErasedAndPutAgainIsNoProof() {
        numbers.learn(List.of(change("a", "1", 0), change("a", "1", 60)));
        assertThat(numbers.ofResources()).isFalse();
    }

    @Test
    void whatCountsResourcesDoesNotCountTransactions() {
        numbers.beganLater();
        assertThat(numbers.ofTransactions()).isTrue();
        numbers.learn(List.of(change("a", "1", 0), change("b", "1", 60)));
        assertThat(numbers.ofTransactions()).isFalse();
    }

    private static FhirChange change(String id, String version, int second) {
        return new FhirChange(
                UUID.randomUUID(),
                HealthEventType.FHIR_RESOURCE_CREATED,
                "Patient",
                id,
                version,
                TEN.plusSeconds(second));
    }
}
