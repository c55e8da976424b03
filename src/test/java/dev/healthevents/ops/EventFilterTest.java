package dev.healthevents.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.event.DicomImageData;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import dev.healthevents.source.Events;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.web.server.ResponseStatusException;

class EventFilterTest {

    private static final String CREATED = "Microsoft.HealthcareApis.FhirResourceCreated";
    private static final String DELETED = "Microsoft.HealthcareApis.FhirResourceDeleted";
    private static final HealthEvent PATIENT = Events.created("Patient", "1");
    private static final HealthEvent IMAGE = new HealthEvent(
            new UUID(0, 1),
            "/workspaces/test",
            HealthEventType.DICOM_IMAGE_CREATED,
            "pacs.example.org/v2/partitions/Microsoft.Default/studies/1.2/series/1.2.3/instances/1.2.3.4",
            Instant.EPOCH,
            new DicomImageData("Microsoft.Default", "1.2", "1.2.3", "1.2.3.4", "pacs.example.org", 1));

    @Test
    void withoutAQuestionEveryEventIsTaken() {
        EventFilter all = new EventFilter(List.of(), List.of(), "");

        assertThat(all.takes(PATIENT)).isTrue();
        assertThat(all.takes(IMAGE)).isTrue();
    }

    @Test
    void anEventMustBeOfOneOfTheTypes() {
        assertThat(new EventFilter(List.of(DELETED, CREATED), List.of(), "").takes(PATIENT))
                .isTrue();
        assertThat(new EventFilter(List.of(DELETED), List.of(), "").takes(PATIENT))
                .isFalse();
    }

    @Test
    void anImageIsNoFhirResource() {
        EventFilter patients = new EventFilter(List.of(), List.of("Patient"), "");

        assertThat(patients.takes(PATIENT)).isTrue();
        assertThat(patients.takes(Events.created("Observation", "1"))).isFalse();
        assertThat(patients.takes(IMAGE)).isFalse();
    }

    @Test
    void aPartOfTheSubjectFindsResourcesAndImages() {
        assertThat(new EventFilter(List.of(), List.of(), "Patient/1").takes(PATIENT))
                .isTrue();
        assertThat(new EventFilter(List.of(), List.of(), "studies/1.2/").takes(IMAGE))
                .isTrue();
        assertThat(new EventFilter(List.of(), List.of(), "Patient/2").takes(PATIENT))
                .isFalse();
    }

    @Test
    void whatIsNoTypeIsToldInASentence() {
        assertThatThrownBy(() -> new EventFilter(List.of("Created"), List.of(), ""))
                .isInstanceOf(ResponseStatusException.class)
                .hasMessageContaining("type 'Created' is none of " + CREATED);
        assertThatThrownBy(() -> new EventFilter(List.of(), List.of("Person1"), ""))
                .hasMessageContaining("resourceType 'Person1' is no FHIR resource type.");
    }
}
