package dev.healthevents.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.config.ConfigurationKeys;
import dev.healthevents.docs.Sample.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the commands in the documentation name is there. Those for a bridge that runs, DocumentedRequestsTest runs. */
class CommandSamplesTest {

    /** Programs that a page may take for granted, beside the bridge and what builds it. */
    private static final Set<String> PROGRAMS = Set.of(
            "java",
            "az",
            "curl",
            "openssl",
            "docker",
            "kubectl",
            "sqlite3",
            "tail",
            "diff",
            "jq",
            "sha256sum",
            "promtool",
            "mkdir",
            "cp",
            "export");

    static List<Page> pages() {
        return Page.all();
    }

    static Stream<Sample> commands() {
        return Sample.all(Kind.COMMANDS);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void itStartsAProgramThatIsKnown(Sample sample) {
        assertThat(sample.commands().stream().filter(line -> !line.matches("[A-Z_]+=.*")))
                .allMatch(line -> isThere(line.split(" ")[0]));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyKeyThatAPageNamesIsThere(Page page) {
        assertThat(names("health-events\\.[a-z<][\\w<>.\\[\\]-]*[\\w>]", page.text())
                        .filter(key -> !key.matches(".*\\.(?:db|yaml|lua|json|jar|camel|test|service)\\b.*"))
                        .filter(key -> !ConfigurationKeys.has(key)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyVariableThatAPageNamesIsThere(Page page) {
        assertThat(names("\\bHEALTH_EVENTS_[A-Z<][A-Z0-9_<>]*[A-Z>]", page.text())
                        .filter(variable -> !variable.matches("HEALTH_EVENTS_(?:SERVICE_HOST|PORT)"))
                        .filter(variable -> !ConfigurationKeys.hasVariable(variable)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyFileOfTheRepositoryIsThere(Sample sample) {
        assertThat(names("(?<![\\w/.-])(?:docker|docs|src)/[\\w./-]+", sample.text()))
                .allMatch(file -> Files.exists(Path.of(file)));
    }

    private static boolean isThere(String program) {
        return PROGRAMS.contains(program) || program.startsWith(".") && Files.isExecutable(Path.of(program));
    }

    private static Stream<String> names(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map(found -> found.group());
    }
}
