package dev.healthevents.feed.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.healthevents.fuzz.Answer;
import dev.healthevents.fuzz.Stretched;
import dev.healthevents.fuzz.Tree;

/** Feeds what a FHIR server says of its token endpoint. */
class SmartConfigurationFuzzTest {

    @DictionaryEntries({"{\"token_endpoint\":\"https://h/token\"", "\"capabilities\":[", "null", "{", "\2\f"})
    @FuzzTest
    void theEndpointIsTheOneAtTheTop(byte[] input) {
        byte[] json = Stretched.of(input);
        Answer<String> answer = Answer.of(json, SmartConfiguration::tokenEndpoint);
        if (answer.understood()) {
            Tree.of(json)
                    .ifPresent(tree -> assertThat(
                                    tree.path("token_endpoint").isTextual()
                                            ? tree.path("token_endpoint").asText()
                                            : null)
                            .isEqualTo(answer.value()));
        }
    }
}
