package dev.healthevents.feed.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.feed.fhir.Bundles.Read;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each member of an entry, in each JSON type and with what stands beside the usual. */
class EntryValuesTest {

    private static final String TIME = "\"2026-11-22T10:00:00Z\"";
    private static final String GOOD = Bundles.patient("good", 1, "2026-11-22T10:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "\"2\"                   | 2",
                "2                       | 2",
                "-3                      | -3",
                "0                       | 0",
                "9223372036854775807     | 9223372036854775807",
                "9223372036854775808     | 9223372036854775808",
                "\"007\"                 | 007",
                "\" 2 \"                 | 2",
                "\"2.0\"                 | 2.0",
                "\"1e3\"                 | 1e3",
                "\"cb9f0b78-AA\"         | cb9f0b78-AA",
                "\"Ünï\"                 | Ünï",
                "\"\\ud83d\\ude00\"      | 😀"
            })
    void aVersionThatCanBeOneOnlyIsRead(String json, String version) throws Exception {
        assertThat(entry("Patient", "\"1\"", json, TIME))
                .isEqualTo("UPDATED Patient/1/" + version + " 2026-11-22T10:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2.0",
                "2e3",
                "true",
                "[\"2\"]",
                "[]",
                "{}",
                "{\"value\":2}",
                "\"\"",
                "\" \"",
                "null",
                "\"a b\"",
                "\"a/b\"",
                "\"a\\u0000b\"",
                "\"a\\u00a0b\"",
                "\"\\ud83d\"",
                "\"..\"",
                "\"\\u2028\""
            })
    void aVersionThatCouldBeAnotherIsRejectedAndItsNeighbourRead(String json) throws Exception {
        rejected(resource("\"Patient\"", "\"1\"", json, TIME));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", "7", "-1", "\"a.b-C\"", "\"a|b\"", "\"a%2Fb\"", "\"A_1:x\"", "\"é\""})
    void anIdThatCanBeOneOnlyIsRead(String json) throws Exception {
        String id = json.replace("\"", "");
        assertThat(entry("Patient", json, "\"2\"", TIME))
                .isEqualTo("UPDATED Patient/" + id + "/2 2026-11-22T10:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7.0",
                "7e1",
                "false",
                "[7]",
                "{}",
                "null",
                "\"\"",
                "\"a b\"",
                "\"a/b\"",
                "\".\"",
                "\"..\"",
                "\"\\ud83d\""
            })
    void anIdThatCouldBeAnotherIsRejectedAndItsNeighbourRead(String json) throws Exception {
        rejected(resource("\"Patient\"", json, "\"2\"", TIME));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "true",
                "null",
                "[\"Patient\"]",
                "{}",
                "\"\"",
                "\"Pat ient\"",
                "\"Patient/x\"",
                "\"Patiént\""
            })
    void aTypeThatIsNoneIsRejectedAndItsNeighbourRead(String json) throws Exception {
        rejected(resource(json, "\"1\"", "\"2\"", TIME));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T10:00:00Z, 2026-11-22T10:00:00Z",
        "2026-11-22T12:00:00+02:00, 2026-11-22T10:00:00Z",
        "2026-11-22T12:00:00+0200, 2026-11-22T10:00:00Z",
        "2026-11-22T12:00:00+02, 2026-11-22T10:00:00Z",
        "2026-11-22t10:00:00z, 2026-11-22T10:00:00Z",
        "2026-11-22 10:00:00Z, 2026-11-22T10:00:00Z",
        "2026-11-22T10:00:00.123456789012Z, 2026-11-22T10:00:00.123456789Z",
        "2026-11-21T24:00:00Z, 2026-11-22T00:00:00Z"
    })
    void aTimeThatCanBeOneOnlyIsRead(String time, String read) throws Exception {
        assertThat(entry("Patient", "\"1\"", "\"2\"", '"' + time + '"')).endsWith(" " + read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-11-22T10:00:00\"", "\"2026-11-22\"", "\"2026\"", "\"2026-11-22T10:00Z\"", "\"\"", "\"now\"",
                "1795341600000", "1795341600", "true", "{}", "[\"2026-11-22T10:00:00Z\"]", "null"
            })
    void aTimeThatCouldBeAnotherIsRejectedAndItsNeighbourRead(String json) throws Exception {
        rejected(resource("\"Patient\"", "\"1\"", "\"2\"", json));
    }

    @Test
    void ofTwoTimesTheOneThatCanBeReadCounts() throws Exception {
        assertThat(Read.of(resource("\"Patient\"", "\"1\"", "\"2\"", TIME).replaceAll("}$", "")
                                + ",\"response\":{\"status\":200,\"lastModified\":\"22.11.2026\"}}")
                        .only())
                .isEqualTo("UPDATED Patient/1/2 2026-11-22T10:00:00Z");
    }

    @Test
    void aDeleteWhoseTimeCannotBeReadIsRejected() throws Exception {
        rejected("{\"request\":{\"method\":\"DELETE\",\"url\":\"Patient/1/_history/2\"},"
                + "\"response\":{\"lastModified\":\"2026-11-22T10:00:00\"}}");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"PUT\"', '\"200 OK\"', UPDATED",
        "'\"put\"', 200, UPDATED",
        "'\" Patch \"', '\"200\"', UPDATED",
        "'\"POST\"', '\"201 Created\"', CREATED",
        "'\"PUT\"', 201, CREATED",
        "'\"PUT\"', '\"No Content\"', UPDATED",
        "'\"PUT\"', '\"204\"', UPDATED",
        "'\"PUT\"', 2010, UPDATED",
        "'\"MERGE\"', '\"200\"', UPDATED",
        "'\"GET\"', '\"200\"', UPDATED",
        "'\"GET\"', '\"410\"', DELETED",
        "'\"delete\"', '\"200 OK\"', DELETED",
        "'\"DELETE\"', null, DELETED",
        "null, '\"204\"', DELETED",
        "null, 410, DELETED",
        "null, null, UPDATED",
        "'\"\"', '\"\"', UPDATED"
    })
    void whatHappenedIsReadOfMethodAndStatus(String method, String status, String operation) throws Exception {
        assertThat(Read.of(resource("\"Patient\"", "\"1\"", "\"7\"", TIME).replaceAll("}$", "")
                                + ",\"request\":{\"method\":" + method
                                + ",\"url\":\"Patient/1\"},\"response\":{\"status\":" + status
                                + "}}")
                        .only())
                .startsWith(operation + " Patient/1/7");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"DELETE\"', '\"200\"', DELETED",
        "'\"PUT\"', '\"200\"', UPDATED",
        "'\"PUT\"', '\"410\"', DELETED",
        "'\"MERGE\"', '\"204\"', DELETED",
        "null, '\"200\"', DELETED",
        "null, '\"201\"', CREATED"
    })
    void whatHappenedToWhatIsNotShownIsReadOfMethodAndStatus(String method, String status, String operation)
            throws Exception {
        assertThat(Read.of(withoutResource(method, status)).only()).startsWith(operation + " Patient/1/7");
    }

    @ParameterizedTest
    @CsvSource({"'\"MERGE\"', '\"200\"'", "'\"HEAD\"', '\"200\"'", "7, '\"200\"'", "'\"PUT\"', 200.0", "'\"PUT\"', true"
    })
    void whatNothingSaysTheNatureOfIsRejectedAndItsNeighbourRead(String method, String status) throws Exception {
        rejected(withoutResource(method, status));
    }

    @ParameterizedTest
    @CsvSource({"'W/\"7\"', 7", "'w/\"7\"', 7", "'\"7\"', 7", "7, 7", "'W/7', 7", "' W/\"7\" ', 7"})
    void anEtagNamesTheVersionInEachOfItsForms(String etag, String version) throws Exception {
        String json = '"' + etag.replace("\"", "\\\"") + '"';
        assertThat(Read.of(deleteWithEtag(json)).only()).startsWith("DELETED Patient/1/" + version);
    }

    @Test
    void anEtagMayBeANumber() throws Exception {
        assertThat(Read.of(deleteWithEtag("7")).only()).startsWith("DELETED Patient/1/7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"outcome\"", "\"Outcome\"", "\" include \""})
    void whatOnlyGoesWithAPageIsNoChange(String mode) throws Exception {
        assertThat(Read.of(resource("\"Patient\"", "\"1\"", "\"2\"", TIME).replaceAll("}$", "")
                                + ",\"search\":{\"mode\":" + mode + "}}")
                        .passedOver)
                .isEqualTo(1);
    }

    @Test
    void whatWasReadOtherwiseIsTold() throws Exception {
        HistoryPage page = Bundles.parse(
                Bundles.history(resource("\"Patient\"", "7", "2", "\"2026-11-22T10:00:00Z \""), GOOD), e -> {});
        assertThat(page.otherwise())
                .containsExactlyInAnyOrder(
                        "resource.id as a number",
                        "resource.meta.versionId as a number",
                        "resource.meta.lastUpdated with spaces around it");
    }

    @Test
    void aPageInWhichNothingIsOtherwiseTellsNothing() throws Exception {
        assertThat(Bundles.parse(Bundles.history(GOOD), e -> {}).otherwise()).isEmpty();
    }

    private static String entry(String type, String id, String version, String time) throws Exception {
        return Read.of(resource('"' + type + '"', id, version, time)).only();
    }

    private static void rejected(String entry) throws Exception {
        Read read = Read.of(entry, GOOD);
        assertThat(read.rejected).hasSize(1);
        assertThat(read.rejected.get(0).reason()).endsWith(".");
        assertThat(read.changes).extracting(FhirChange::id).containsExactly("good");
    }

    private static String resource(String type, String id, String version, String time) {
        return "{\"resource\":{\"resourceType\":" + type + ",\"id\":" + id + ",\"meta\":{\"versionId\":" + version
                + ",\"lastUpdated\":" + time + "}}}";
    }

    private static String withoutResource(String method, String status) {
        return "{\"request\":{\"method\":" + method + ",\"url\":\"Patient/1/_history/7\"},\"response\":{\"status\":"
                + status + ",\"lastModified\":" + TIME + "}}";
    }

    private static String deleteWithEtag(String etag) {
        return "{\"request\":{\"method\":\"DELETE\",\"url\":\"Patient/1\"},\"response\":{\"etag\":" + etag + "}}";
    }
}
