package dev.healthevents.feed.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.healthevents.feed.Rejected;
import dev.healthevents.feed.WrittenOtherwise;
import dev.healthevents.fuzz.Answer;
import dev.healthevents.fuzz.EventAsSent;
import dev.healthevents.fuzz.Stretched;
import dev.healthevents.fuzz.Tree;
import java.net.URI;

/** Feeds pages of a change feed, whose rows are the same in both versions of its API: each is a change or rejected. */
class ChangeFeedFuzzTest {

    private static final DicomFeedSettings SETTINGS =
            DicomFeedSettings.of("pacs", URI.create("https://pacs.example.org"), "/subscriptions/local");
    private static final WrittenOtherwise OTHERWISE = new WrittenOtherwise("https://pacs.example.org");

    @DictionaryEntries({
        "{\"sequence\":1",
        "\"action\":\"Create\"",
        "\"Delete\"",
        "\"Update\"",
        "\"timestamp\":\"2026-11-29T10:00:00.1234567+00:00\"",
        "\"studyInstanceUid\":\"1.2.3\"",
        "\"seriesInstanceUid\":\"1.2.3\"",
        "\"SOPInstanceUID\":\"1.2.3\"",
        "\"partitionName\":\"Microsoft.Default\"",
        "\"state\":\"Current\"",
        "\"metadata\":{",
        "\\u0000",
        "null",
        "[",
        "{",
        "\2\f"
    })
    @FuzzTest
    void eachRowOfAPageIsAChangeOrRejected(byte[] input) {
        byte[] json = Stretched.of(input);
        Answer<ChangeFeedPage> answer = Answer.of(
                json, in -> new ChangeFeedPageParser(new RowReader("pacs.example.org", 1, OTHERWISE)).read(in, null));
        if (!answer.understood()) {
            return;
        }
        answer.value().changes().forEach(ChangeFeedFuzzTest::canBeSent);
        answer.value().rejected().forEach(ChangeFeedFuzzTest::hasReason);
        Tree.of(json).ifPresent(tree -> assertThat(answer.value().rows()).isEqualTo(tree.size()));
    }

    private static void canBeSent(DicomChange change) {
        assertThat(change.sequence()).isPositive();
        EventAsSent.saysTheSame(change.event(SETTINGS, true));
    }

    private static void hasReason(Rejected row) {
        assertThat(row.reason()).endsWith(".");
        assertThat(row.entry()).isNotBlank().matches("[ -~]{1,600}");
    }
}
