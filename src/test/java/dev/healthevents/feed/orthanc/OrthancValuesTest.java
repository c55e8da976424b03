package dev.healthevents.feed.orthanc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.http.PageReader;
import dev.healthevents.feed.http.RecordedServer;
import dev.healthevents.feed.http.RecordedServer.Answer;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each member that is read of Orthanc's answers, in each JSON type and with what stands beside the usual. */
class OrthancValuesTest {

    private static final String ID = "379b4622-31b2cf03-5ed59cb5-02563792-27b422e8";
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final String GOOD = row("'NewInstance'", "'20261122T120000'", "'" + ID + "'", "8");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "20261122T120000 | 2026-11-22T12:00:00Z",
                "20261122T120000.123456 | 2026-11-22T12:00:00Z",
                "20261122T120000,5Z | 2026-11-22T12:00:00Z",
                "` 20261122T120000 ` | 2026-11-22T12:00:00Z",
                "20240229T235959 | 2024-02-29T23:59:59Z"
            })
    void aTimeOfOrthancsIsRead(String text, Instant time) {
        assertThat(OrthancTime.parse(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "20261122",
                "20261122T1200",
                "20261122T120000+0200",
                "20261122T120000junk",
                "20260230T120000",
                "20261122T240000",
                "20261122T120060",
                "2026-11-22T12:00:00Z",
                "20261122 120000",
                "99999999T999999"
            })
    void whatIsNoTimeOfOrthancsIsNone(String text) {
        assertThat(OrthancTime.parse(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "7, 7",
        "'''7''', 7",
        "'''007''', 7",
        "2147483647, 2147483647",
        "9223372036854775807, 9223372036854775807"
    })
    void aNumberIsReadAlsoAsAString(String json, long seq) throws Exception {
        assertThat(changes("[" + row("'NewInstance'", "'20261122T120000'", "'" + ID + "'", json) + "]", "true", json))
                .isEqualTo(new ChangesPage(List.of(new Change(seq, true, ID, NOON)), true, seq));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7.0", "7e0", "true", "null", "''", "'x'", "[7]", "{'Seq':7}", "9223372036854775808"})
    void aPageWithARowWithoutANumberIsRefused(String json) {
        assertThatThrownBy(
                        () -> changes("[" + row("'NewInstance'", "'20261122T120000'", "'x'", json) + "]", "true", "7"))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("no Seq");
        assertThatThrownBy(() -> changes("[]", "true", json))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("no Last");
    }

    @ParameterizedTest
    @CsvSource({"true, true", "'''true''', true", "'''False''', false", "false, false"})
    void whetherItIsDoneIsReadAlsoAsAString(String json, boolean done) throws Exception {
        assertThat(changes("[]", json, "7").done()).isEqualTo(done);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0", "null", "''", "'yes'", "[true]", "{'Done':true}"})
    void aPageThatDoesNotSayWhetherItIsDoneIsRefused(String json) {
        assertThatThrownBy(() -> changes("[]", json, "7"))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("Done");
    }

    @Test
    void aPageWithAnotherAfterItIsRefused() {
        assertThatThrownBy(() -> changes("[" + GOOD + "]", "true", "8}{'Done':true"))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("after the end of its JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "'x'", "[7]", "[null]", "['x']", "[[]]"})
    void aPageWhoseRowsAreNoneIsRefused(String json) {
        assertThatThrownBy(() -> changes(json, "true", "7")).isInstanceOf(FeedException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "null, '''20261122T120000'''",
        "7, '''20261122T120000'''",
        "'[''NewInstance'']', '''20261122T120000'''",
        "'{''Seq'':99,''ID'':''other''}', '''20261122T120000'''",
        "'''NewInstance''', null",
        "'''NewInstance''', 20261122",
        "'''NewInstance''', '''20261122T120000+0200'''",
        "'''NewInstance''', '[''20261122T120000'']'"
    })
    void aRowThatMayBeOfAStoredInstanceAndCannotBeReadHasNoIdAndItsNeighbourIsRead(String type, String date)
            throws Exception {
        assertThat(changes("[" + row(type, date, "'" + ID + "'", "7") + "," + GOOD + "]", "true", "8")
                        .changes())
                .containsExactly(new Change(7, true, null, NOON), new Change(8, true, ID, NOON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "['" + ID + "']", "{'ID':'" + ID + "'}"})
    void anIdThatIsNoStringIsNone(String json) throws Exception {
        assertThat(changes("[" + row("'NewInstance'", "'20261122T120000'", json, "7") + "," + GOOD + "]", "true", "8")
                        .changes())
                .containsExactly(new Change(7, true, null, NOON), new Change(8, true, ID, NOON));
    }

    @Test
    void aRowThatConcernsNobodyMayLackItsDate() throws Exception {
        assertThat(changes("[" + row("'StableStudy'", "null", "'x'", "7") + "," + GOOD + "]", "true", "8")
                        .changes())
                .containsExactly(new Change(7, false, null, NOON), new Change(8, true, ID, NOON));
    }

    @Test
    void aPageWithoutAnyDateIsRefused() {
        assertThatThrownBy(() -> changes("[" + row("'NewInstance'", "null", "'x'", "7") + "]", "true", "7"))
                .hasMessageContaining("Date");
    }

    @ParameterizedTest
    @CsvSource({"'''1.2.3''', 1.2.3", "''' 1.2.3 ''', 1.2.3", "'''1.2.3\\u0000''', 1.2.3", "'''1.02''', 1.02"})
    void aUidIsRead(String json, String uid) throws Exception {
        assertThat(resource("'" + ID + "'", json, "'s'")).containsExactly(new Resource(ID, uid, "s"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2",
                "null",
                "''",
                "'1..2'",
                "'.1'",
                "'1.'",
                "'1/2'",
                "'Doe^John'",
                "['1.2']",
                "{'a':'1.2'}",
                "true"
            })
    void aUidThatIsNoneIsNone(String json) throws Exception {
        assertThat(resource("'" + ID + "'", json, "'s'")).containsExactly(new Resource(ID, null, "s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "null", "['s']", "{'ID':'other'}"})
    void aParentThatIsNoStringIsNone(String json) throws Exception {
        assertThat(resource("'" + ID + "'", "'1.2'", json)).containsExactly(new Resource(ID, "1.2", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "['x']", "[[]]", "[7]", "[{'ID':7}]", "[{}]", "null", "[][{'ID':'x'}]"})
    void whatWouldHideAnInstanceIsRefused(String json) {
        assertThatThrownBy(() -> read(new ResourcesParser("SOPInstanceUID", "ParentSeries"), json))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("/tools/bulk-content");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[7]",
                "[null]",
                "[['" + ID + "']]",
                "[{\"ID\":\"" + ID + "\"}]",
                "[\"a\",{\"ID\":\"b\"}]",
                "[][\"a\"]"
            })
    void aListOfInstancesThatWouldBeCutShortIsRefused(String json) {
        try (RecordedServer server = new RecordedServer(uri -> Answer.json(json));
                OrthancClient client = new OrthancClient(
                        OrthancFeedSettings.of("pacs", server.url(), "/workspaces/w"), Clock.systemUTC())) {
            assertThatThrownBy(() -> client.instances(0, 10)).hasMessageContaining("/instances did not answer");
        }
    }

    private static String row(String type, String date, String id, String seq) {
        return "{'ChangeType':" + type + ",'Date':" + date + ",'ID':" + id + ",'Path':{'Seq':1},'Seq':" + seq + "}";
    }

    private static ChangesPage changes(String rows, String done, String last) throws Exception {
        return read(new ChangesParser(), "{'Changes':" + rows + ",'Done':" + done + ",'Last':" + last + "}");
    }

    private static List<Resource> resource(String id, String uid, String parent) throws Exception {
        return read(
                new ResourcesParser("SOPInstanceUID", "ParentSeries"),
                "[{'ID':" + id + ",'MainDicomTags':{'InstanceNumber':{'a':1},'SOPInstanceUID':" + uid
                        + "},'ParentSeries':" + parent + ",'Tags':[{'ID':'other'}]}]");
    }

    private static <T> T read(PageReader<T> parser, String json) throws Exception {
        return parser.read(new ByteArrayInputStream(json.replace('\'', '"').getBytes(UTF_8)), null);
    }
}
