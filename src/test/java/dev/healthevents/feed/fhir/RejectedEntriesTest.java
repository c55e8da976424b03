package dev.healthevents.feed.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.feed.Rejected;
import dev.healthevents.feed.fhir.Bundles.Read;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RejectedEntriesTest {

    private static final String GOOD = Bundles.patient("good", 1, "2026-11-22T10:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"7\",\"meta\":[[{\"versionId\":\"1\"}]]}}",
                "{\"resource\":[{\"id\":\"7\"}],\"request\":{\"method\":\"PUT\",\"url\":\"Patient/7/_history/2\"}}",
                "{\"resource\":{\"resourceType\":{\"a\":{}},\"id\":\"7\",\"meta\":{\"versionId\":\"1\"}}}",
                "{\"fullUrl\":true}",
                "{\"request\":\"PUT Patient/7\"}",
                "17",
                "[[],{}]",
                "null",
                "{}"
            })
    void anEntryOfAnotherShapeIsRejectedAndTheOthersRead(String odd) throws Exception {
        Read read = Read.of(odd, GOOD);
        assertThat(read.rejected).hasSize(1);
        assertThat(read.changes).extracting(FhirChange::id).containsExactly("good");
    }

    @Test
    void nullIsTakenForAbsent() throws Exception {
        assertThat(Read.of(
                                "{\"resource\":null,\"search\":null,\"request\":{\"method\":\"DELETE\",\"url\":\"Patient/7\"},"
                                        + "\"response\":{\"status\":null,\"etag\":\"W/\\\"2\\\"\",\"lastModified\":null}}")
                        .only())
                .isEqualTo("DELETED Patient/7/2 null");
    }

    @Test
    void theReasonNamesTheOddMember() throws Exception {
        assertThat(rejected("{\"resource\":{\"resourceType\":\"Patient\",\"id\":true}}")
                        .reason())
                .isEqualTo("It can't be read: resource.id is not a string.");
    }

    @Test
    void anEntryWithoutAVersionIsRejected() throws Exception {
        assertThat(rejected("{\"request\":{\"method\":\"DELETE\",\"url\":\"Patient/7\"}}")
                        .reason())
                .contains("which version");
    }

    @Test
    void anEntryWithoutAnIdIsRejected() throws Exception {
        assertThat(rejected("{\"fullUrl\":\"urn:uuid:9ba94d78\",\"request\":{\"method\":\"POST\",\"url\":\"Patient\"},"
                                + "\"response\":{\"etag\":\"1\"}}")
                        .reason())
                .contains("which resource");
    }

    @Test
    void aRejectedEntryIsDescribedByItsIdsWithoutQueries() throws Exception {
        assertThat(rejected("{\"fullUrl\":\"urn:uuid:9b\",\"request\":{\"method\":\"PUT\",\"url\":"
                                + "\"Patient?identifier=123-45\"},\"resource\":{\"name\":\"Mustermann\"}}")
                        .entry())
                .isEqualTo("method=PUT url=Patient?… fullUrl=urn:uuid:9b");
    }

    @Test
    void aQueryEndsWhereTheUrlDoesWhateverIsInIt() throws Exception {
        assertThat(rejected("{\"request\":{\"method\":\"PUT\",\"url\":\"Patient?name=\\nMustermann\"}}")
                        .entry())
                .isEqualTo("method=PUT url=Patient?…");
    }

    @Test
    void theSameEntryIsRejectedUnderTheSameId() throws Exception {
        String odd = "{\"request\":{\"method\":\"DELETE\",\"url\":\"Patient/7\"}}";
        String other = "{\"request\":{\"method\":\"DELETE\",\"url\":\"Patient/8\"}}";
        assertThat(rejected(odd).id())
                .isEqualTo(rejected(odd).id())
                .isNotEqualTo(rejected(other).id());
    }

    private static Rejected rejected(String entry) throws Exception {
        Read read = Read.of(entry);
        assertThat(read.changes).isEmpty();
        assertThat(read.rejected).hasSize(1);
        return read.rejected.get(0);
    }
}
