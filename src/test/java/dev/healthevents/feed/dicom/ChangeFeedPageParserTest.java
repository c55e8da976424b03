package dev.healthevents.feed.dicom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.event.HealthEventType;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.WrittenOtherwise;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeFeedPageParserTest {

    private static final DicomChange CHANGE = new DicomChange(
            2,
            HealthEventType.DICOM_IMAGE_CREATED,
            Instant.parse("2023-05-10T16:00:00.1234567Z"),
            "clinic-1",
            "1.2",
            "1.2.3",
            "1.2.3.4");

    private final WrittenOtherwise otherwise = new WrittenOtherwise("http://pacs");

    @ParameterizedTest
    @ValueSource(
            strings = {
                // the service; its documentation; an emulator; whatever comes next
                "{'sequence':2,'partitionName':'clinic-1','studyInstanceUid':'1.2','seriesInstanceUid':'1.2.3',"
                        + "'sopInstanceUid':'1.2.3.4','action':'Create','timestamp':'2023-05-10T16:00:00.1234567+00:00',"
                        + "'state':'Current'}",
                "{'Sequence':2,'PartitionName':'clinic-1','StudyInstanceUid':'1.2','SeriesInstanceUid':'1.2.3',"
                        + "'SopInstanceUid':'1.2.3.4','Action':'create','Timestamp':'2023-05-10T16:00:00.1234567Z',"
                        + "'State':'current'}",
                "{'Sequence':2,'PartitionName':'clinic-1','StudyInstanceUID':'1.2','SeriesInstanceUID':'1.2.3',"
                        + "'SOPInstanceUID':'1.2.3.4','Action':'CREATE','Timestamp':'2023-05-10T18:30:00.1234567+02:30'}",
                "{'filePath':'a/b','metadata':{'00100010':{'Value':[{'sequence':9}]}},'new':[1,{'action':'Delete'}],"
                        + "'SEQUENCE':'2','partitionname':'clinic-1','studyinstanceuid':'1.2','seriesinstanceuid':'1.2.3',"
                        + "'sopinstanceuid':'1.2.3.4','ACTION':'Create','TIMESTAMP':'2023-05-10T16:00:00.123456789Z'}"
            })
    void aRowIsUnderstoodWhateverItsCaseAndWhateverElseIsInIt(String row) throws Exception {
        ChangeFeedPage page = parse("[" + row + "]");

        assertThat(page.rejected()).isEmpty();
        assertThat(page.changes()).containsExactly(CHANGE);
    }

    @ParameterizedTest
    @CsvSource({
        "2023-05-10T16:00:00+00:00, 2023-05-10T16:00:00Z",
        "2023-05-10T16:00:00.1+00:00, 2023-05-10T16:00:00.1Z",
        "2023-05-10T09:00:00.12-07:00, 2023-05-10T16:00:00.12Z",
        "2023-05-10T21:45:00.123+05:45, 2023-05-10T16:00:00.123Z",
        "2023-05-10T16:00:00.123456789+00:00, 2023-05-10T16:00:00.1234567Z"
    })
    void aTimeIsReadInAnyZoneWithAnyFraction(String timestamp, Instant time) throws Exception {
        assertThat(parse(row("Create", timestamp)).changes())
                .extracting(DicomChange::time)
                .containsExactly(time);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | '7' | sequence as a string",
                "7 | ' 007 ' | sequence with spaces around it",
                "'1.2.3.4' | '1.2.3.4\\u0000' | sopInstanceUid with its filling",
                "'1.2.3.4' | ' 1.2.3.4' | sopInstanceUid with spaces around it",
                "'Create' | ' create ' | action with spaces around it",
                "00+00:00 | 00+0000 | timestamp in another form",
                "T16:00:00+ | t16:00:00+ | timestamp in another form",
                "16:00:00+00:00 | 16:00:00.0000000000Z | timestamp in another form"
            },
            quoteCharacter = '`')
    void whatCanMeanOneThingOnlyIsReadAndSaid(String part, String by, String said) throws Exception {
        String usual = row("Create", "2023-05-10T16:00:00+00:00");
        String odd = usual.replace(part, by);
        assertThat(odd).isNotEqualTo(usual);

        assertThat(parse(odd).changes()).isEqualTo(parse(usual).changes());
        assertThat(otherwise.said()).contains(said);
    }

    @Test
    void ofAServiceThatWritesAsItShouldNothingIsSaid() throws Exception {
        parse(row("Create", "2023-05-10T16:00:00.1234567+00:00"));

        assertThat(otherwise.said()).isEmpty();
    }

    @Test
    void theActionDecidesAndTheStateDoesNot() throws Exception {
        String deleted = row("Delete", "2023-05-10T16:00:00Z").replace("'action'", "'state':'Replaced','action'");

        assertThat(parse(deleted).changes())
                .extracting(DicomChange::operation)
                .containsExactly(HealthEventType.DICOM_IMAGE_DELETED);
    }

    @Test
    void aRowWithoutAPartitionIsOfTheDefaultOne() throws Exception {
        assertThat(parse(row("Update", "2023-05-10T16:00:00Z")).changes())
                .extracting(DicomChange::partition)
                .containsExactly("Microsoft.Default");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "", "null", "  \n"})
    void nothingYetIsAnEmptyPage(String body) throws Exception {
        assertThat(parse(body).rows()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "\"ok\"", "12", "[] []", "{'sequence':1}"})
    void whatIsNoArrayIsNoPage(String body) {
        assertThatThrownBy(() -> parse(body)).isInstanceOf(FeedException.class).hasMessageContaining("`url`");
    }

    @Test
    void aPageThatBreaksOffIsNoPage() {
        String page = "[" + row("Create", "2023-05-10T16:00:00Z").substring(1);

        assertThatThrownBy(() -> parse(page.substring(0, page.length() - 1))).isInstanceOf(IOException.class);
    }

    private static String row(String action, String timestamp) {
        return "[{'sequence':7,'studyInstanceUid':'1.2','seriesInstanceUid':'1.2.3','sopInstanceUid':'1.2.3.4',"
                + "'action':'" + action + "','timestamp':'" + timestamp + "'}]";
    }

    private ChangeFeedPage parse(String json) throws IOException, FeedException {
        return new ChangeFeedPageParser(new RowReader("host", 1, otherwise))
                .read(new ByteArrayInputStream(json.replace('\'', '"').getBytes(UTF_8)), null);
    }
}
