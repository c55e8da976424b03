package dev.healthevents.feed.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.healthevents.fuzz.Answer;
import dev.healthevents.fuzz.Stretched;
import dev.healthevents.fuzz.Tree;

/** Feeds the row that a change feed calls its latest: where there is a number it is that one, and else there is none. */
class LatestRowFuzzTest {

    @DictionaryEntries({
        "{\"sequence\":1",
        "\"Sequence\":\"7\"",
        "\"timestamp\":\"2026-11-29T10:00:00Z\"",
        "null",
        "0",
        "\2\f"
    })
    @FuzzTest
    void theLatestRowIsTheOneThatIsThere(byte[] input) {
        byte[] json = Stretched.of(input);
        Answer<LatestRow> answer = Answer.of(json, in -> new LatestRowParser().read(in, null));
        if (!answer.understood()) {
            return;
        }
        assertThat(answer.value().sequence()).isNotNegative();
        if (answer.value().sequence() > 0) {
            Tree.of(json)
                    .ifPresent(tree -> assertThat(tree.toString())
                            .contains("" + answer.value().sequence()));
        }
    }
}
