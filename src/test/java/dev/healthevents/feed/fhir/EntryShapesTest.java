package dev.healthevents.feed.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.feed.fhir.Bundles.Read;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The entries of servers that were not recorded, after their sources and documentation. */
class EntryShapesTest {

    @Test
    void microsoftNamesNoIdInTheUrlOfACreate() throws Exception {
        assertThat(microsoft("POST", "Patient/", "201 Created", "1"))
                .isEqualTo("CREATED Patient/p1/1 2026-11-22T10:00:00.123Z");
    }

    @Test
    void microsoftCallsAPutOfVersionOneCreated() throws Exception {
        assertThat(microsoft("PUT", "Patient/p1", "201 Created", "1")).startsWith("CREATED Patient/p1/1");
    }

    @Test
    void microsoftListsPatchesAsUpdates() throws Exception {
        assertThat(microsoft("PATCH", "Patient/p1", "200 OK", "2")).startsWith("UPDATED Patient/p1/2");
    }

    @Test
    void microsoftLeavesAStubOfWhatIsDeleted() throws Exception {
        assertThat(microsoft("DELETE", "Patient/p1", "204 NoContent", "3")).startsWith("DELETED Patient/p1/3");
    }

    @Test
    void microsoftLeavesRequestAndResponseOutForAnUnknownVerb() throws Exception {
        assertThat(Read.of(resource("Patient", "p1", "4", "2026-11-22T10:00:00Z") + "}")
                        .only())
                .isEqualTo("UPDATED Patient/p1/4 2026-11-22T10:00:00Z");
    }

    @Test
    void microsoftImportsVersionsBelowZero() throws Exception {
        assertThat(Read.of(resource("Patient", "p1", "-3", "2026-11-22T10:00:00Z") + "}")
                        .only())
                .startsWith("UPDATED Patient/p1/-3");
        assertThat(FhirChange.number("-3")).isEqualTo(-3L);
    }

    @Test
    void microsoftsWarningAmongTheEntriesIsPassedOver() throws Exception {
        Read read = Read.of(
                "{\"resource\":{\"resourceType\":\"OperationOutcome\",\"id\":\"x\"},\"search\":{\"mode\":\"outcome\"}}",
                "{\"resource\":{\"resourceType\":\"OperationOutcome\",\"id\":\"y\"}}",
                Bundles.patient("p1", 1, "2026-11-22T10:00:00Z"));
        assertThat(read.only()).startsWith("CREATED Patient/p1/1");
        assertThat(read.passedOver).isEqualTo(2);
    }

    @Test
    void blazeCountsTransactionsAndSaysByMethodAndStatusWhatWasCreated() throws Exception {
        assertThat(blaze("POST", "Patient", "201", "571")).startsWith("CREATED Patient/p1/571");
        assertThat(blaze("PUT", "Patient/p1", "201", "572")).startsWith("CREATED Patient/p1/572");
        assertThat(blaze("PUT", "Patient/p1", "200", "573")).startsWith("UPDATED Patient/p1/573");
    }

    @Test
    void blazeTellsTheTimeOfADeleteInTheResponse() throws Exception {
        assertThat(Read.of("{\"fullUrl\":\"http://h/fhir/Patient/p1\",\"request\":{\"method\":\"DELETE\",\"url\":"
                                + "\"Patient/p1\"},\"response\":{\"status\":\"204\",\"etag\":\"W/\\\"574\\\"\","
                                + "\"lastModified\":\"2026-11-22T10:00:00.5Z\"}}")
                        .only())
                .isEqualTo("DELETED Patient/p1/574 2026-11-22T10:00:00.500Z");
    }

    @Test
    void dsfNamesTheVersionInTheLocationToo() throws Exception {
        assertThat(Read.of("{\"fullUrl\":\"https://d/fhir/Task/5\",\"request\":{\"method\":\"PUT\",\"url\":\"Task\"},"
                                + "\"response\":{\"status\":\"200 OK\",\"location\":\"https://d/fhir/Task/5/_history/7\","
                                + "\"lastModified\":\"2026-11-22T11:00:00.000+01:00\"},"
                                + "\"resource\":{\"resourceType\":\"Task\",\"id\":\"5\",\"status\":\"draft\"}}")
                        .only())
                .isEqualTo("UPDATED Task/5/7 2026-11-22T10:00:00Z");
    }

    @Test
    void aidboxLeavesTheWholeResourceInADelete() throws Exception {
        assertThat(Read.of(resource("Patient", "p1", "58", "2026-11-22T10:00:00Z")
                                + ",\"request\":{\"method\":\"DELETE\",\"url\":\"Patient\"}}")
                        .only())
                .startsWith("DELETED Patient/p1/58");
    }

    @Test
    void aVersionThatIsNoNumberIsCreatedWhenTheServerSaysSo() throws Exception {
        assertThat(blaze("POST", "Patient", "201 Created", "77f92c91")).startsWith("CREATED Patient/p1/77f92c91");
        assertThat(blaze("PUT", "Patient/p1", "200 OK", "cb9f0b78")).startsWith("UPDATED Patient/p1/cb9f0b78");
    }

    @Test
    void medplumsRouterGivesNothingButTheResource() throws Exception {
        assertThat(Read.of(resource("Patient", "7f328e37", "77f92c91-2317", "2026-11-22T03:48:14.558Z") + "}")
                        .only())
                .isEqualTo("UPDATED Patient/7f328e37/77f92c91-2317 2026-11-22T03:48:14.558Z");
    }

    @Test
    void medplumSaysOfEachVersionThatItWasRead() throws Exception {
        assertThat(Read.of(resource("Patient", "p", "77f92c91", "2026-11-22T03:48:14.558Z") + ","
                                + medplum("200", "77f92c91"))
                        .only())
                .isEqualTo("UPDATED Patient/p/77f92c91 2026-11-22T03:48:14.558Z");
        assertThat(Read.of("{" + medplum("410", "cb9f0b78")).only()).isEqualTo("DELETED Patient/p/cb9f0b78 null");
    }

    @Test
    void ofAVersionThatWasReadAndIsNotShownNobodyKnowsWhatItWas() throws Exception {
        assertThat(Read.of("{" + medplum("200", "cb9f0b78")).rejected).hasSize(1);
    }

    @Test
    void anEntryThatSaysNothingOfAResourceIsADelete() throws Exception {
        assertThat(Read.of("{\"fullUrl\":\"http://h/fhir/Patient/p1\",\"response\":{\"etag\":\"5\"}}")
                        .only())
                .isEqualTo("DELETED Patient/p1/5 null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"request\":{\"method\":\"GET\",\"url\":\"Patient/1\"}}",
                "{\"request\":{\"method\":\"HEAD\",\"url\":\"Patient\"},\"response\":{\"status\":\"200\"}}",
                "{\"request\":{\"method\":\"GET\",\"url\":\"Patient/1/_history\"}}",
                "{\"resource\":{\"resourceType\":\"OperationOutcome\"},\"request\":{\"method\":\"GET\",\"url\":\"Patient\"}}"
            })
    void aReadIsNoChange(String entry) throws Exception {
        assertThat(Read.of(entry).passedOver).isEqualTo(1);
    }

    private static String medplum(String status, String version) {
        return "\"fullUrl\":\"http://h/fhir/R4/Patient/p\",\"request\":{\"method\":\"GET\",\"url\":"
                + "\"Patient/p/_history/" + version + "\"},\"response\":{\"status\":\"" + status
                + "\",\"outcome\":{\"resourceType\":\"OperationOutcome\"}}}";
    }

    private static String microsoft(String method, String url, String status, String version) throws Exception {
        return Read.of(resource("Patient", "p1", version, "2026-11-22T10:00:00.123+00:00")
                        + ",\"fullUrl\":\"https://m/Patient/p1/_history/" + version + "\",\"request\":{\"method\":\""
                        + method + "\",\"url\":\"" + url + "\"},\"response\":{\"status\":\"" + status
                        + "\",\"etag\":\"W/\\\"" + version
                        + "\\\"\",\"lastModified\":\"2026-11-22T10:00:00.123+00:00\"}}")
                .only();
    }

    private static String blaze(String method, String url, String status, String version) throws Exception {
        return Read.of(resource("Patient", "p1", version, "2026-11-22T10:00:00Z") + ",\"request\":{\"method\":\""
                        + method + "\",\"url\":\"" + url + "\"},\"response\":{\"status\":\"" + status + "\"}}")
                .only();
    }

    /** An entry with this resource, left open for more members. */
    private static String resource(String type, String id, String version, String time) {
        return "{\"resource\":{\"id\":\"" + id + "\",\"name\":[{\"family\":\"x\"}],\"meta\":{\"lastUpdated\":\"" + time
                + "\",\"versionId\":\"" + version + "\"},\"resourceType\":\"" + type + "\"}";
    }
}
