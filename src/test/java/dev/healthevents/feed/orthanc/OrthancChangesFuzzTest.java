package dev.healthevents.feed.orthanc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import dev.healthevents.fuzz.Answer;
import dev.healthevents.fuzz.Stretched;
import dev.healthevents.fuzz.Tree;

/** Feeds pages of {@code /changes}: a row is read with its number and its time, or the page is refused. */
class OrthancChangesFuzzTest {

    @DictionaryEntries({
        "{\"Changes\":[{",
        "\"ChangeType\":\"NewInstance\"",
        "\"StableStudy\"",
        "\"Date\":\"20261129T100000\"",
        "\"ID\":\"379b4622-31b2cf03-5ed59cb5-02563792-27b422e8\"",
        "\"Seq\":-2147483648",
        "\"Done\":true",
        "\"Last\":4294967295",
        "null",
        "[",
        "{",
        "\2\f"
    })
    @FuzzTest
    void aPageIsUnderstoodWholeOrRefusedWhole(byte[] input) {
        byte[] json = Stretched.of(input);
        Answer<ChangesPage> answer = Answer.of(json, in -> new ChangesParser().read(in, null));
        if (!answer.understood()) {
            return;
        }
        assertThat(answer.value().changes()).allMatch(change -> change.date() != null);
        Tree.of(json).ifPresent(tree -> agree(answer.value(), tree));
    }

    private static void agree(ChangesPage page, JsonNode tree) {
        assertThat(page.changes()).hasSameSizeAs(tree.path("Changes"));
        for (int i = 0; i < page.changes().size(); i++) {
            JsonNode row = tree.path("Changes").path(i);
            Change change = page.changes().get(i);
            assertThat(change.seq())
                    .isEqualTo(Long.parseLong(row.path("Seq").asText().strip()));
            if (row.path("ChangeType").asText().equals("NewInstance")) {
                assertThat(change.stored()).isTrue();
            }
        }
    }
}
