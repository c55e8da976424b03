package dev.healthevents.feed.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import dev.healthevents.fuzz.Answer;
import dev.healthevents.fuzz.Stretched;
import dev.healthevents.fuzz.Tree;

/** Feeds answers to searches: what is not listed is taken for deleted, so each match is found, or the answer is refused. */
class QidoFuzzTest {

    @DictionaryEntries({
        "[{\"0020000D\":{\"vr\":\"UI\",\"Value\":[\"1.2.3\"]}",
        "\"0020000E\":{\"Value\":[\"1.2.4\"]}",
        "\"00080018\":{\"vr\":\"UI\",\"Value\":[\"1.2.5\"]}",
        "\"00080020\":{\"Value\":[\"20261129\"]}",
        "\"00201208\":{\"vr\":\"IS\",\"Value\":[3]}",
        "\"Value\":[",
        "--boundary\\x0d\\x0aContent-Type: application/dicom+json\\x0d\\x0a\\x0d\\x0a",
        "\\x0d\\x0a--boundary--\\x0d\\x0a",
        "NaN",
        "1e400",
        "\\u0000",
        "null",
        "\2\f"
    })
    @FuzzTest
    void eachMatchIsFoundOrTheAnswerRefused(byte[] input) {
        byte[] json = Stretched.of(input);
        Answer<QidoPage> answer = Answer.of(json, in -> new QidoParser().read(in, null));
        if (!answer.understood()) {
            return;
        }
        assertThat(answer.value().found()).allMatch(QidoFuzzTest::hasOnlyUids);
        if (json[0] != '-' && json[0] != '\r' && json[0] != '\n') {
            assertThat(Tree.isOne(json)).as("One JSON text").isTrue();
        }
        Tree.of(json).ifPresent(tree -> agree(answer.value(), tree));
    }

    private static boolean hasOnlyUids(Found found) {
        return isUid(found.study())
                && isUid(found.series())
                && isUid(found.sop())
                && (found.date() == null || found.date().matches("[0-9]{8}"))
                && (found.count() == null || found.count() >= 0);
    }

    private static boolean isUid(String uid) {
        return uid == null || uid.matches("[0-9.]{1,64}");
    }

    private static void agree(QidoPage page, JsonNode tree) {
        assertThat(page.found()).hasSameSizeAs(tree);
        for (int i = 0; i < tree.size(); i++) {
            JsonNode count = tree.path(i).at("/00201208/Value/0");
            Integer found = page.found().get(i).count();
            if (found != null && count.isTextual()) {
                assertThat(count.asText().strip()).matches("[+]?" + "0*" + found + "(\\.0*)?");
            }
        }
    }
}
