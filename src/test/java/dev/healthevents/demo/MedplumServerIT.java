package dev.healthevents.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the tests count on in Medplum's router and its repository in memory. */
@NeedsMedplum
class MedplumServerIT {

    private static MedplumServer medplum;
    private static FhirCalls fhir;

    @BeforeAll
    static void start() {
        medplum = MedplumServer.start();
        fhir = new FhirCalls(medplum.url());
        for (int i = 1; i <= 3; i++) {
            fhir.put("Patient", "p" + i, true);
        }
        fhir.put("Patient", "p1", false);
    }

    @AfterAll
    static void stop() {
        medplum.close();
    }

    @Test
    void aSearchHasATotalAndNoLinkToTheRest() {
        JsonNode page = fhir.get("Patient?_lastUpdated=ge2020-01-01T00:00:00.000Z&_sort=_lastUpdated&_count=2");

        assertThat(page.path("total").asInt()).isEqualTo(3);
        assertThat(page.path("entry")).hasSize(2);
        assertThat(page.path("link")).isEmpty();
    }

    @Test
    void theHistoryOfAResourceIsNothingButResourcesWithUuidsForVersions() {
        JsonNode entry = fhir.get("Patient/p1/_history").at("/entry/0");

        assertThat(entry.fieldNames()).toIterable().containsExactly("resource");
        assertThat(entry.at("/resource/meta/versionId").asText()).hasSize(36);
    }

    @Test
    void theHistoryOfTheSystemIsAnEmptySearch() {
        assertThat(fhir.get("_history").path("type").asText()).isEqualTo("searchset");
    }
}
