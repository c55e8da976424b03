package dev.healthevents.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps docs/configuration.md true. */
class ConfigurationPageTest {

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(health-events\\.[^`]+)` \\| `([^`]+)` \\| (?:`([^`]+)`)? ?\\|");

    @Test
    void allKeysAreThereWithTheirVariableAndDefaultAndNoOthers() throws IOException {
        assertThat(rows().map(row -> new Row(row.group(1), row.group(2), row.group(3))))
                .containsExactlyElementsOf(KnownKeys.all().stream().map(Row::of).toList());
    }

    @Test
    void theExamplesUseKeysThatExist() throws IOException {
        String page = page();
        List<String> variables = Pattern.compile("(?m)^(HEALTH_EVENTS_\\w+)=")
                .matcher(page)
                .results()
                .map(match -> VariableNames.key(match.group(1)))
                .toList();
        List<String> arguments = Pattern.compile("--(health-events[\\w.-]+)=")
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .toList();
        List<String> known = KnownKeys.all().stream()
                .map(key -> key.name().replace("*", "lab-fhir"))
                .toList();
        assertThat(variables).isNotEmpty();
        assertThat(arguments).isNotEmpty();
        assertThat(known).containsAll(variables).containsAll(arguments);
    }

    private static Stream<MatchResult> rows() throws IOException {
        return ROW.matcher(page()).results();
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("docs/configuration.md"));
    }

    private record Row(String key, String variable, String defaultValue) {

        static Row of(KnownKeys.Key key) {
            return new Row(
                    key.name().replace("*", "<name>"),
                    VariableNames.variable(key.name().replace("*", "<name>")),
                    key.defaultValue());
        }
    }
}
