package dev.healthevents.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.state.DeadLetterSearch;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ResponseStatusException;

class DeadLetterFormTest {

    private static DeadLetterSearch redrive(String body) throws Exception {
        return DeadLetterForm.of(new ObjectMapper().readTree(body)).search();
    }

    @Test
    void allMeansAll() throws Exception {
        assertThat(redrive("{\"all\":true}")).isEqualTo(DeadLetterSearch.ALL);
    }

    @Test
    void conditionsGoTogether() throws Exception {
        assertThat(redrive("{\"sink\":\"event-grid\",\"reason\":\"413\",\"ids\":[\"a\",\"b\"]}"))
                .isEqualTo(new DeadLetterSearch(null, null, "event-grid", "413", List.of("a", "b")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | The body must say which",
                "{\"all\":false} | all must be true or left out",
                "{\"all\":\"yes\"} | all must be true or left out",
                "{\"all\":true,\"sink\":\"file\"} | all goes with nothing else",
                "{\"ids\":[]} | not an empty one",
                "{\"ids\":\"a\"} | ids must be an array",
                "{\"sink\":1} | sink must be a text",
                "{\"sinks\":[\"file\"]} | 'sinks' is none of all",
                "{\"stage\":\"sent\"} | stage must be read, route or deliver"
            })
    void whatIsWrongIsToldInASentence(String body, String sentence) {
        assertThatThrownBy(() -> redrive(body))
                .isInstanceOf(ResponseStatusException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void aListIsAskedForByParameters() {
        MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
        parameters.add("sink", "file");
        parameters.add("id", "a");
        parameters.add("id", "b");
        parameters.add("limit", "5");

        DeadLetterForm form = DeadLetterForm.of(parameters);

        assertThat(form.search()).isEqualTo(new DeadLetterSearch(null, null, "file", null, List.of("a", "b")));
        assertThat(form.limit()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"limit, 0", "limit, 1001", "limit, x", "offset, 1", "stage, sent"})
    void wrongParametersAreRefused(String name, String value) {
        MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
        parameters.add(name, value);

        assertThatThrownBy(() -> DeadLetterForm.of(parameters)).isInstanceOf(ResponseStatusException.class);
    }
}
