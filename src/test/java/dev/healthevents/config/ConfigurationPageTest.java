package dev.healthevents.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.docs.GeneratedPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Keeps docs/configuration.md true. */
class ConfigurationPageTest {

    @Test
    void theTableIsThatOfThePropertyClasses() throws IOException {
        GeneratedPart.of("docs/configuration.md", "keys").is(table());
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
        assertThat(variables).isNotEmpty().allMatch(ConfigurationKeys::has);
        assertThat(arguments).isNotEmpty().allMatch(ConfigurationKeys::has);
    }

    private static String table() throws IOException {
        StringBuilder table = new StringBuilder("| key | variable | default | meaning |\n|---|---|---|---|\n");
        Meanings meanings = new Meanings();
        for (KnownKeys.Key key : KnownKeys.all()) {
            String name = key.name().replace("*", "<name>").replace("#", "0");
            String otherwise = key.defaultValue() == null ? "" : "`" + key.defaultValue() + "` ";
            table.append("| `%s` | `%s` | %s| %s |\n"
                    .formatted(name, VariableNames.variable(name), otherwise, meanings.of(key.component())));
        }
        return table.toString();
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("docs/configuration.md"));
    }
}
