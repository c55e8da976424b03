package dev.healthevents.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An oracle that can't fail is worth nothing. */
class OracleTest {

    private static final Told FIRST = told("Patient/a", 1, "Created");
    private static final Told SECOND = told("Patient/a", 2, "Updated");
    private static final Set<String> BOTH = Set.of(FIRST.change(), SECOND.change());

    private static Told told(String key, long number, String operation) {
        return new Told("lab", key, number, operation, "10:00", key + number);
    }

    private static Finding everyChange(Told... stream) {
        return Oracle.everyChange(
                "lab",
                BOTH,
                new Deliveries("file", List.of(Arrays.asList(stream))),
                key -> key.startsWith("Patient/gone"),
                told -> told.key().startsWith("Patient/past"));
    }

    private static Finding lastState(Told... stream) {
        return Oracle.lastState(
                "pacs",
                Set.of("1"),
                Set.of("1", "2"),
                new Deliveries("file", List.of(Arrays.asList(stream))),
                any -> false);
    }

    @Test
    void whatWasToldAsItIsHolds() {
        assertThat(everyChange(FIRST, SECOND).holds()).isTrue();
    }

    @Test
    void aChangeThatWasNotToldIsMissed() {
        assertThat(everyChange(FIRST).missed()).containsExactly("Patient/a 2 Updated");
    }

    @Test
    void whatTheServerDoesNotHaveIsInvented() {
        assertThat(everyChange(FIRST, SECOND, told("Patient/a", 3, "Deleted")).invented())
                .containsExactly("Patient/a 3 Deleted");
    }

    @Test
    void whatTheServerHasForgottenIsNot() {
        assertThat(everyChange(FIRST, SECOND, told("Patient/gone", 1, "Created"))
                        .holds())
                .isTrue();
    }

    @Test
    void anOlderVersionThatComesLastIsOutOfOrder() {
        assertThat(everyChange(SECOND, FIRST).disordered()).hasSize(1);
        assertThat(everyChange(FIRST, SECOND, FIRST).disordered()).hasSize(1);
    }

    @Test
    void ofWhatABacklogReadsBesideTheNewNoOrderIsAsked() {
        assertThat(everyChange(told("Patient/past", 2, "Updated"), told("Patient/past", 1, "Created"))
                        .disordered())
                .isEmpty();
    }

    @Test
    void repeatsInOrderAreCountedAndHold() {
        Finding finding = everyChange(FIRST, SECOND, FIRST, SECOND);

        assertThat(finding.holds()).isTrue();
        assertThat(finding.repeats()).isEqualTo(2);
    }

    @Test
    void anImageThatIsThereMustBeToldAndNotAsDeleted() {
        assertThat(lastState(told("1", 1, "Created")).holds()).isTrue();
        assertThat(lastState().missed()).hasSize(1);
        assertThat(lastState(told("1", 1, "Created"), told("1", 2, "Deleted")).missed())
                .hasSize(1);
    }

    @Test
    void anImageThatIsGoneMustBeToldAsDeleted() {
        Told there = told("1", 1, "Created");

        assertThat(lastState(there, told("2", 2, "Created")).missed()).hasSize(1);
        assertThat(lastState(there, told("2", 2, "Created"), told("2", 3, "Deleted"))
                        .holds())
                .isTrue();
    }

    @Test
    void anImageThatNobodySentIsInvented() {
        assertThat(lastState(told("1", 1, "Created"), told("3", 2, "Deleted")).invented())
                .hasSize(1);
    }

    @Test
    void oneChangeWithTwoIdsAndOneIdOfTwoChangesAreTold() {
        Ids ids = new Ids();
        ids.add(FIRST);
        ids.add(new Told("lab", "Patient/a", 1, "Created", "10:00", "another"));
        ids.add(new Told("lab", "Patient/a", 1, "Created", "11:00", "another"));

        assertThat(ids.unstable()).hasSize(1);
        assertThat(ids.shared()).hasSize(1);
    }

    @Test
    void anEventIsReadAsAzureWritesIt() {
        Told told = Told.of("""
                {"id":"i","type":"Microsoft.HealthcareApis.FhirResourceDeleted","time":"2026-01-01T00:00:00.0000000Z",
                 "data":{"resourceType":"Patient","resourceFhirAccount":"lab","resourceFhirId":"a","resourceVersionId":3}}""");

        assertThat(told.change()).isEqualTo("Patient/a 3 Deleted");
        assertThat(told.account()).isEqualTo("lab");
    }
}
