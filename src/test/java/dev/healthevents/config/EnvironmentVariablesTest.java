package dev.healthevents.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class EnvironmentVariablesTest {

    @ParameterizedTest
    @CsvSource({
        "HEALTH_EVENTS_WORKSPACE, health-events.workspace",
        "HEALTH_EVENTS_STATE_URL, health-events.state.url",
        "HEALTH_EVENTS_ROUTES_DIRECTORY, health-events.routes-directory",
        "HEALTH_EVENTS_SOURCES_HAPI_TYPE, health-events.sources.hapi.type",
        "HEALTH_EVENTS_SOURCES_HAPI_POLL_INTERVAL, health-events.sources.hapi.poll-interval",
        "HEALTH_EVENTS_SOURCES_LAB_FHIR_URL, health-events.sources.lab-fhir.url",
        "HEALTH_EVENTS_SOURCES_X_AUTH_TYPE, health-events.sources.x.auth.type",
        "HEALTH_EVENTS_SOURCES_X_AUTH_PASSWORD, health-events.sources.x.auth.password",
        "HEALTH_EVENTS_SOURCES_X_AUTH_KEY_FILE, health-events.sources.x.auth.key-file",
        "HEALTH_EVENTS_SOURCES_LAB_FHIR_AUTH_HEADERS_X_API_KEY, health-events.sources.lab-fhir.auth.headers.x-api-key",
        "HEALTH_EVENTS_SOURCES_X_TLS_KEY_FILE, health-events.sources.x.tls.key-file",
        "HEALTH_EVENTS_SINKS_LAB_FILTER_SUBJECT_BEGINS_WITH, health-events.sinks.lab.filter.subject-begins-with",
        "HEALTH_EVENTS_SINKS_LAB_FILTER_ADVANCED_FILTERS_1_VALUES, health-events.sinks.lab.filter.advanced-filters[1].values",
        "HEALTH_EVENTS_SINKS_FILE_PATH, health-events.sinks.file.path",
        "HEALTH_EVENTS_SINKS_EVENT_HUBS_EVENT_HUB, health-events.sinks.event-hubs.event-hub",
        "HEALTH_EVENTS_SINKS_EVENT_HUBS_BOOTSTRAP_SERVERS, health-events.sinks.event-hubs.bootstrap-servers",
    })
    void aVariableSetsItsKey(String variable, String key) {
        assertThat(environment(variable + "=value").getProperty(key)).isEqualTo("value");
    }

    @Test
    void everyKeyHasAVariable() {
        assertThat(KnownKeys.all()).allSatisfy(key -> {
            String named = key.name().replace("*", "lab-2").replace("#", "1");
            assertThat(VariableNames.key(VariableNames.variable(named))).isEqualTo(named);
        });
    }

    @Test
    void variablesAreBound() {
        HealthEventsProperties properties = Binder.get(environment(
                        "HEALTH_EVENTS_SOURCES_LAB_FHIR_TYPE=fhir",
                        "HEALTH_EVENTS_SOURCES_LAB_FHIR_POLL_INTERVAL=200ms",
                        "HEALTH_EVENTS_SINKS_EVENT_HUBS_EVENT_HUB=lab"))
                .bind("health-events", HealthEventsProperties.class)
                .get();
        assertThat(properties.sources().get("lab-fhir").pollInterval()).isEqualTo(Duration.ofMillis(200));
        assertThat(properties.sinks().get("event-hubs").eventHub()).isEqualTo("lab");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HEALTH_EVENTS_SERVICE_HOST=10.0.0.1",
                "HEALTH_EVENTS_SERVICE_PORT=8080",
                "HEALTH_EVENTS_SERVICE_PORT_HTTP=8080",
                "HEALTH_EVENTS_PORT=tcp://10.0.0.1:8080",
                "HEALTH_EVENTS_PORT_8080_TCP_ADDR=10.0.0.1",
                "HEALTH_EVENTS_KAFKA_SERVICE_HOST=10.0.0.2"
            })
    void whatKubernetesSetsBesideAServiceIsNoKey(String variable) {
        assertThat(environment(variable).getPropertySources())
                .noneMatch(source -> source.getName().equals("health-events systemEnvironment"));
    }

    @Test
    void aMisspeltVariableIsLikeTheOneThatWasMeant() {
        String variable = "HEALTH_EVENTS_SOURCES_LAB_FHIR_POL_INTERVAL";
        assertThat(VariableNames.key(variable)).isEqualTo("health-events.sources-lab-fhir-pol-interval");
        assertThat(Spelling.nearest(variable, VariableNames.like(variable)))
                .contains("HEALTH_EVENTS_SOURCES_LAB_FHIR_POLL_INTERVAL");
    }

    private static StandardEnvironment environment(String... variables) {
        Map<String, Object> map = Arrays.stream(variables)
                .map(variable -> variable.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, map));
        new EnvironmentVariables().postProcessEnvironment(environment, null);
        return environment;
    }
}
