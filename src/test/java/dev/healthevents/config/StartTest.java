package dev.healthevents.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.HealthEventsApplication;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** A start by environment variables only, as in a container. */
@ExtendWith(OutputCaptureExtension.class)
class StartTest {

    private final Map<String, Object> variables = new HashMap<>();

    @TempDir
    Path directory;

    @Test
    void oneLineSaysWhatIsReadAndWhereItGoesAndWhereToLook(CapturedOutput output) {
        configure();
        variables.put("HEALTH_EVENTS_SINKS_EVENT_HUBS_EVENT_HUB", "lab");
        variables.put("HEALTH_EVENTS_SINKS_EVENT_HUBS_BOOTSTRAP_SERVERS", "127.0.0.1:1");
        try (ConfigurableApplicationContext bridge = start()) {
            String port = bridge.getEnvironment().getProperty("local.server.port");
            assertThat(output.getAll())
                    .containsOnlyOnce("Reading lab-fhir (fhir, http://127.0.0.1:1/fhir) into file, event-hubs;"
                            + " page at http://127.0.0.1:" + port + "/.")
                    .containsOnlyOnce(
                            "Whoever is on this machine may look and act; health-events.access.password has it"
                                    + " ask who.")
                    .doesNotContain("profile");
        }
    }

    @Test
    void aMisspeltVariableIsToldWithTheOneThatWasMeant(CapturedOutput output) {
        configure();
        variables.put("HEALTH_EVENTS_SINKS_FILE_PAHT", "s3cret");
        assertThatThrownBy(this::start);
        assertThat(output.getAll())
                .contains("HEALTH_EVENTS_SINKS_FILE_PAHT is not a key.")
                .contains("Did you mean HEALTH_EVENTS_SINKS_FILE_PATH?")
                .doesNotContain("s3cret", "\tat ");
    }

    private void configure() {
        variables.put("HEALTH_EVENTS_SOURCES_LAB_FHIR_TYPE", "fhir");
        variables.put("HEALTH_EVENTS_SOURCES_LAB_FHIR_URL", "http://127.0.0.1:1/fhir");
        variables.put(
                "HEALTH_EVENTS_SINKS_FILE_PATH",
                directory.resolve("events.ndjson").toString());
        variables.put("HEALTH_EVENTS_STATE_URL", "jdbc:sqlite:" + directory.resolve("state.db"));
        variables.put("HEALTH_EVENTS_ROUTES_DIRECTORY", directory.toString());
    }

    private ConfigurableApplicationContext start() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        SpringApplication application = new SpringApplication(HealthEventsApplication.class);
        application.setEnvironment(environment);
        return application.run("--server.port=0");
    }
}
