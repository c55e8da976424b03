package dev.healthevents.feed.orthanc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.healthevents.fuzz.Answer;
import dev.healthevents.fuzz.Stretched;
import dev.healthevents.fuzz.Tree;
import java.util.List;

/** Feeds what Orthanc tells of instances: what it leaves out is taken for gone, so nothing else may be passed over. */
class OrthancResourcesFuzzTest {

    @DictionaryEntries({
        "[{\"ID\":\"379b4622-31b2cf03-5ed59cb5-02563792-27b422e8\"",
        "\"MainDicomTags\":{",
        "\"SOPInstanceUID\":\"1.2.3\"",
        "\"ParentSeries\":\"379b4622\"",
        "\\u0000",
        "null",
        "[",
        "{",
        "\2\f"
    })
    @FuzzTest
    void eachItemIsAResourceOrNull(byte[] input) {
        byte[] json = Stretched.of(input);
        Answer<List<Resource>> answer =
                Answer.of(json, in -> new ResourcesParser("SOPInstanceUID", "ParentSeries").read(in, null));
        if (!answer.understood()) {
            return;
        }
        assertThat(answer.value())
                .allMatch(one ->
                        one.id() != null && (one.uid() == null || one.uid().matches("[0-9.]{1,64}")));
        Tree.of(json).ifPresent(tree -> {
            int nulls = 0;
            for (var item : tree) {
                nulls += item.isNull() ? 1 : 0;
            }
            assertThat(answer.value().size() + nulls).isEqualTo(tree.size());
        });
    }
}
