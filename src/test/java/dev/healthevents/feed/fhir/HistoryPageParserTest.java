package dev.healthevents.feed.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.fhir.Bundles.Read;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryPageParserTest {

    @Test
    void aPageTellsItsNextLinkAndItsTime() throws Exception {
        HistoryPage page = Bundles.parse(Bundles.page("2026-11-22T10:00:00Z", "http://h/n?x=1", "{}", "{}"), e -> {});
        assertThat(page.next()).isEqualTo("http://h/n?x=1");
        assertThat(page.time()).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(page.entries()).isEqualTo(2);
    }

    @Test
    void theLastPageHasNoNextLink() throws Exception {
        assertThat(Bundles.parse(Bundles.history(), e -> {}).next()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"next", "Next", " next "})
    void theLinkToTheNextPageIsKnownInEachCase(String relation) throws Exception {
        String bundle = Bundles.page(null, "http://h/n").replace("\"next\"", '"' + relation + '"');
        assertThat(Bundles.parse(bundle, e -> {}).next()).isEqualTo("http://h/n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-22T10:00:00", "2026-11-22", "", "yesterday"})
    void aTimeOfThePageThatCouldBeAnotherIsNone(String time) throws Exception {
        assertThat(Bundles.parse(Bundles.page(time, null), e -> {}).time()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"lastUpdated\":7}", "7", "[]", "\"x\"", "null"})
    void metaOfAnotherShapeTellsNoTime(String meta) throws Exception {
        assertThat(Bundles.parse("{\"resourceType\":\"Bundle\",\"type\":\"History\",\"meta\":" + meta + "}", e -> {})
                        .time())
                .isNull();
    }

    @Test
    void theOrderOfMembersDoesNotMatter() throws Exception {
        Read read = Read.ofBundle("{\"entry\":[" + Bundles.patient("1", 1, "2026-11-22T10:00:00Z")
                + "],\"type\":\"history\",\"total\":1,\"resourceType\":\"Bundle\"}");
        assertThat(read.only()).startsWith("CREATED Patient/1/1");
    }

    @Test
    void membersThatAreNotKnownArePassedOver() throws Exception {
        Read read =
                Read.ofBundle("{\"resourceType\":\"Bundle\",\"type\":\"history\",\"total\":null,\"x\":[{\"y\":[1]}],"
                        + "\"link\":null,\"meta\":null,\"entry\":[{\"id\":\"e\",\"extension\":[{\"entry\":[{}]}],\"resource\":"
                        + "{\"contained\":[{\"resourceType\":\"Practitioner\",\"id\":\"inner\",\"meta\":{\"versionId\":\"9\"}}],"
                        + "\"resourceType\":\"Patient\",\"id\":\"1\",\"meta\":{\"versionId\":\"1\",\"extension\":[{}],\"lastUpdated\":\"2026-11-22T10:00:00Z\"},"
                        + "\"_id\":{\"extension\":[]}}}]}");
        assertThat(read.only()).isEqualTo("CREATED Patient/1/1 2026-11-22T10:00:00Z");
    }

    @Test
    void ofAMemberThatComesTwiceTheLastCounts() throws Exception {
        assertThat(Read.of("{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"0\",\"id\":\"1\",\"meta\":"
                                + "{\"versionId\":\"1\",\"lastUpdated\":\"2026-11-22T10:00:00Z\"}}}")
                        .only())
                .isEqualTo("CREATED Patient/1/1 2026-11-22T10:00:00Z");
    }

    @Test
    void aResourceMayBeNestedDeeply() throws Exception {
        String deep = "[".repeat(20_000) + "]".repeat(20_000);
        assertThat(Read.of(
                                "{\"resource\":{\"x\":" + deep + ",\"n\":" + "7".repeat(5_000)
                                        + ",\"resourceType\":\"Patient\",\"id\":\"1\",\"meta\":{\"versionId\":\"1\",\"lastUpdated\":\"2026-11-22T10:00:00Z\"}}}")
                        .only())
                .isEqualTo("CREATED Patient/1/1 2026-11-22T10:00:00Z");
    }

    @Test
    void mandatoryElementsOfATaggedResourceAreNotTakenForTheWhole() throws Exception {
        String whole = "{\"resource\":{\"resourceType\":\"Observation\",\"id\":\"1\",\"meta\":{\"tag\":[7,{\"code\":"
                + "\"x\"}]},\"status\":\"final\"}}";
        assertThat(Bundles.parse(Bundles.history(whole), e -> {}).fullResources())
                .isTrue();
        String part = whole.replace("\"x\"", "\"SUBSETTED\"");
        assertThat(Bundles.parse(Bundles.history(part), e -> {}).fullResources())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | JSON that is no object",
                "17 | JSON that is no object",
                "'' | nothing at all",
                "{} | JSON without a resourceType",
                "{\"resourceType\":\"Bundle\"} | a Bundle without a type",
                "{\"resourceType\":\"OperationOutcome\"} | a resource of type OperationOutcome",
                "{\"resourceType\":\"Bundle\",\"type\":\"batch\"} | a Bundle of type batch",
                "{\"resourceType\":\"Bundle\",\"type\":7} | a Bundle of type that is no name",
                "{\"resourceType\":\"Bundle\",\"type\":\"history\"}{} | something after its end",
                "{\"resourceType\":\"Bundle\",\"type\":\"history\",\"entry\":{}} | whose `entry` is no array",
                "{\"resourceType\":\"Bundle\",\"type\":\"history\",\"link\":7} | whose `link` is no array",
                "{\"resourceType\":\"Bundle\",\"type\":\"history\",\"link\":[{\"relation\":\"next\"}]} | has no URL",
                "{\"resourceType\":\"Bundle\",\"type\":\"history\",\"link\":[{\"relation\":\"next\",\"url\":7}]} | has no URL",
                "{\"resourceType\":\"Bundle\",\"type\":\"history\",\"link\":[\"http://h/n\"]} | a link that is no object",
                "{\"resourceType\":\"Bundle\",\"type\":\"history\",\"link\":[{\"relation\":[\"next\"],\"url\":\"n\"}]} | is no string",
                "{\"resourceType\":\"Bundle\",\"type\":\"history\",\"link\":[{\"relation\":\"next\",\"url\":\"a\"},{\"relation\":\"next\",\"url\":\"b\"}]} | two links"
            })
    void whatIsNoHistoryIsRefusedByName(String json, String name) {
        assertThatThrownBy(() -> Bundles.parse(json, e -> {}))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"resourceType\":\"Bundle\",\"type\":\"history\",\"entry\":[{\"resou", "{\"a\":tru}", "<a/>"})
    void whatIsNoJsonIsLeftToTheClientToExplain(String text) {
        assertThatThrownBy(() -> Bundles.parse(text, e -> {})).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void readingStopsAsSoonAsTheSinkGivesUp() {
        List<String> seen = new ArrayList<>();
        EntrySink sink = entry -> {
            seen.add(entry.resourceId);
            throw new FeedException("enough");
        };
        assertThatThrownBy(() -> Bundles.parse(
                        Bundles.history(Bundles.patient("1", 1, "t"), Bundles.patient("2", 1, "t")), sink))
                .hasMessage("enough");
        assertThat(seen).containsExactly("1");
    }
}
