package dev.healthevents.feed.dicom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.feed.Rejected;
import dev.healthevents.feed.WrittenOtherwise;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectedRowsTest {

    private static final String GOOD = "{'sequence':7,'studyInstanceUid':'1.2','seriesInstanceUid':'1.2.3',"
            + "'sopInstanceUid':'1.2.3.4','action':'Create','timestamp':'2023-05-10T16:00:00+00:00'}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'Create'        | 'Archive'          | action",
                "'Create'        | null               | action",
                "'Create'        | 3                  | action",
                "'sequence':7,   | ''                 | sequence",
                "7,              | 0,                 | sequence",
                "7,              | -7,                | sequence",
                "7,              | 7.5,               | sequence",
                "7,              | 7.0,               | sequence",
                "7,              | 7e0,               | sequence",
                "7,              | true,              | sequence",
                "7,              | [7],               | sequence",
                "7,              | null,              | sequence",
                "7,              | '',                | sequence",
                "7,              | '0x7',             | sequence",
                "7,              | 9223372036854775808, | sequence",
                "7,              | 99999999999999999999, | sequence",
                "'1.2.3.4'       | null               | UID",
                "'1.2.3.4'       | ''                 | UID",
                "'1.2.3.4'       | '1.2/../3'         | UID",
                "'1.2'           | '1.2.a'            | UID",
                "'1.2'           | '1..2'             | UID",
                "'1.2'           | '.1.2'             | UID",
                "'1.2'           | '1.2.'             | UID",
                "'1.2'           | ' '                | UID",
                "'1.2'           | '1.2 3'            | UID",
                "'1.2'           | '１.2'             | UID",
                "'1.2'           | 1.2                | studyInstanceUid",
                "'1.2'           | ['1.2']            | studyInstanceUid",
                "'1.2'           | true               | studyInstanceUid",
                "'1.2.3'         | {}                 | seriesInstanceUid",
                "00+00:00        | 00                 | timestamp",
                "'2023-05-10T16:00:00+00:00' | 1683734400000 | timestamp",
                "'2023-05-10T16:00:00+00:00' | '2023-05-10' | timestamp",
                "'2023-05-10T16:00:00+00:00' | null     | timestamp",
                "'2023-05-10T16:00:00+00:00' | '0001-01-01T00:00:00' | timestamp",
                "2023-05-10T     | 10/05/2023         | timestamp",
                "'sequence'      | 'partitionName':'a/b','sequence' | partitionName",
                "'sequence'      | 'partitionName':'..','sequence' | partitionName",
                "'sequence'      | 'partitionName':'','sequence' | partitionName",
                "'sequence'      | 'partitionName':7,'sequence' | partitionName"
            })
    void aRowThatCannotBeUnderstoodIsRejectedWithTheReasonAndTheOthersAreRead(String part, String by, String reason)
            throws Exception {
        String bad = GOOD.replace(part, by.equals("''") && part.contains(":") ? "" : by);
        assertThat(bad).isNotEqualTo(GOOD);

        ChangeFeedPage page = parse("[" + bad + "," + GOOD + "]");

        assertThat(page.changes()).hasSize(1);
        assertThat(page.rejected()).hasSize(1);
        assertThat(page.rejected().get(0).reason()).contains(reason);
    }

    @Test
    void aRowThatIsNoObjectIsRejected() throws Exception {
        assertThat(parse("[[1,2],\"x\"," + GOOD + "]").rejected()).hasSize(2);
    }

    @Test
    void aRejectedRowHasTheSameIdWheneverItIsReadAgain() throws Exception {
        String page = "[" + GOOD.replace("Create", "Archive") + "," + GOOD.replace("Create", "Freeze") + "]";

        assertThat(parse(page).rejected()).extracting(Rejected::id).doesNotHaveDuplicates();
        assertThat(parse(page).rejected()).isEqualTo(parse(page).rejected());
    }

    @Test
    void aRejectedRowIsDescribedByItsIds() throws Exception {
        assertThat(parse("[" + GOOD.replace("Create", "Archive") + "]")
                        .rejected()
                        .get(0)
                        .entry())
                .isEqualTo("sequence=7 action=Archive timestamp=2023-05-10T16:00:00+00:00 studyInstanceUid=1.2"
                        + " seriesInstanceUid=1.2.3 sopInstanceUid=1.2.3.4");
    }

    @Test
    void whatIsNoIdIsNotShown() throws Exception {
        String entry = parse("[" + GOOD.replace("1.2.3.4", "Doe^Jane") + "]")
                .rejected()
                .get(0)
                .entry();

        assertThat(entry).doesNotContain("Doe").contains("sopInstanceUid=(8 characters)");
    }

    private static ChangeFeedPage parse(String json) throws Exception {
        return new ChangeFeedPageParser(new RowReader("host", 1, new WrittenOtherwise("http://pacs")))
                .read(new ByteArrayInputStream(json.replace('\'', '"').getBytes(UTF_8)), null);
    }
}
