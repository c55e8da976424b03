package dev.healthevents.camel.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.healthevents.standin.HistoryServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The Kamelets in the jar. */
class KameletFilesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    static Stream<Path> kamelets() throws IOException {
        return Files.list(Path.of("src/main/resources/kamelets"));
    }

    /** The schema is the custom resource's, by which Kubernetes takes one; from camel-kamelets-crds. */
    @ParameterizedTest
    @MethodSource("kamelets")
    void eachIsValid(Path file) throws Exception {
        JsonNode kamelet = yaml(Files.readString(file));
        assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(schema())
                        .validate(kamelet))
                .isEmpty();
        String name = kamelet.at("/metadata/name").asText();
        assertThat(file.getFileName()).hasToString(name + ".kamelet.yaml");
        assertThat(name)
                .endsWith("-"
                        + kamelet.at("/metadata/labels/camel.apache.org~1kamelet.type")
                                .asText());
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void eachPropertyHasATitleADescriptionAndAnExampleUnlessItIsASecret(Path file) throws Exception {
        JsonNode definition = yaml(Files.readString(file)).at("/spec/definition");
        for (JsonNode property : definition.get("properties")) {
            assertThat(property.path("title").asText()).isNotEmpty();
            assertThat(property.path("description").asText()).isNotEmpty();
            assertThat(property.has("example")
                            || property.path("format").asText().equals("password"))
                    .isTrue();
        }
    }

    @Test
    void theOneForFhirGivesCloudEventsAsText() throws Exception {
        Queue<String> events = new ConcurrentLinkedQueue<>();
        try (HistoryServer server = HistoryServer.start();
                CamelContext application = new DefaultCamelContext()) {
            server.create("Patient", "1");
            application.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("kamelet:health-events-fhir-source?start=beginning&url=" + server.url()
                                    + "&stateUrl=jdbc:sqlite:" + directory.resolve("state.db"))
                            .process(exchange ->
                                    events.add((String) exchange.getMessage().getBody()));
                }
            });
            application.start();

            await().until(() -> !events.isEmpty());
            assertThat(JSON.readTree(events.peek()).path("type").asText())
                    .isEqualTo("Microsoft.HealthcareApis.FhirResourceCreated");
        }
    }

    private static JsonNode schema() throws IOException {
        try (InputStream crd = KameletFilesTest.class.getResourceAsStream("/camel.apache.org_kamelets.yaml")) {
            for (JsonNode version : yaml(new String(crd.readAllBytes())).at("/spec/versions")) {
                if (version.path("name").asText().equals("v1")) {
                    return version.at("/schema/openAPIV3Schema");
                }
            }
            throw new IllegalStateException("No version v1 of the custom resource Kamelet");
        }
    }

    private static JsonNode yaml(String text) {
        return JSON.valueToTree(new Yaml().load(text));
    }
}
