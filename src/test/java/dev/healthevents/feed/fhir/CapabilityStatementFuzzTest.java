package dev.healthevents.feed.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import dev.healthevents.fuzz.Answer;
import dev.healthevents.fuzz.Stretched;
import dev.healthevents.fuzz.Tree;

/** Feeds what servers say of themselves: only names of types come out of it, and only those that are there. */
class CapabilityStatementFuzzTest {

    @DictionaryEntries({
        "\"resourceType\":\"CapabilityStatement\"",
        "\"software\":{\"name\":",
        "\"version\":",
        "\"rest\":[{\"resource\":[",
        "{\"type\":\"Patient\"",
        "\"interaction\":[{\"code\":\"history-type\"}]",
        "\"search-type\"",
        "null",
        "[",
        "{",
        "\\n",
        "\2\f"
    })
    @FuzzTest
    void onlyNamesOfTypesComeOutOfIt(byte[] input) {
        byte[] json = Stretched.of(input);
        Answer<CapabilityStatement> answer = Answer.of(json, in -> new CapabilityStatementParser().read(in, null));
        if (!answer.understood()) {
            return;
        }
        CapabilityStatement statement = answer.value();
        assertThat(statement.software()).hasSizeLessThanOrEqualTo(121).doesNotContainPattern("\\p{Cntrl}");
        assertThat(statement.types()).doesNotHaveDuplicates().allMatch(type -> type.matches("[A-Za-z]{1,64}"));
        Tree.of(json).ifPresent(tree -> agree(statement, tree));
    }

    private static void agree(CapabilityStatement statement, JsonNode tree) {
        assertThat(tree.path("resourceType").asText().strip()).isEqualTo("CapabilityStatement");
        assertThat(tree.findValuesAsText("type").stream().map(String::strip)).containsAll(statement.types());
    }
}
