package dev.healthevents.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.HealthEventsApplication;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;

/** A bridge that does not start, and what it says then. */
abstract class FailedStart {

    static final String SOURCE = "sources.x.type=fhir sources.x.url=http://127.0.0.1:1/fhir ";
    static final String FILE = "sinks.file.path=events.ndjson ";
    static final String GOOD = SOURCE + FILE;

    @TempDir
    Path directory;

    void start(String settings) {
        start(WebApplicationType.NONE, settings);
    }

    void start(WebApplicationType web, String settings, String... more) {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.add("--health-events.state.url=" + here("jdbc:sqlite:DIRECTORY/state.db"));
        // The last of several is the one that counts.
        for (String setting : here(settings).strip().split(" ")) {
            arguments.removeIf(argument -> argument.startsWith("--health-events." + setting.replaceFirst("=.*", "=")));
            arguments.add("--health-events."
                    + setting.replaceFirst("^(sinks.file.path=)(?!/)", "$1" + directory.resolve("") + "/"));
        }
        SpringApplication application = new SpringApplication(HealthEventsApplication.class);
        application.setWebApplicationType(web);
        assertThatThrownBy(() -> application.run(arguments.toArray(String[]::new)));
    }

    String here(String text) {
        return text.replace("DIRECTORY", directory.toString());
    }

    static String description(CapturedOutput output) {
        return between(output, "Description:", "Action:");
    }

    static String action(CapturedOutput output) {
        return between(output, "Action:", "\\z");
    }

    static String between(CapturedOutput output, String start, String end) {
        String from = output.getAll().replaceFirst("(?s)^.*" + start, "");
        return from.replaceFirst("(?s)" + end + ".*$", "").strip();
    }
}
