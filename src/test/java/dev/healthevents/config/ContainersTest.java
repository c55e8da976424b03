package dev.healthevents.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ByteArrayResource;
import org.yaml.snakeyaml.Yaml;

/** What can be told of the files for containers without a container engine. */
class ContainersTest {

    private static final Path DOCKER = Path.of("docker");
    private static final Path KUBERNETES = DOCKER.resolve("kubernetes");
    private static final Path DELIVERERS = KUBERNETES.resolve("deliverers");
    private static final String NAME = "health-events";

    @Test
    void everyVariableInComposeIsAKey() throws IOException {
        JsonNode environment = compose().at("/services/bridge/environment");
        assertThat(environment.size()).isGreaterThan(5);
        assertThat(stream(environment.fieldNames()).map(VariableNames::key)).allMatch(ContainersTest::known);
    }

    @Test
    void theSecondBridgeOfComposeIsAsTheFirstButForItsPortAndItsFiles() throws IOException {
        ObjectNode second =
                (ObjectNode) yaml(DOCKER.resolve("compose.pair.yaml")).get(0).at("/services/standby");
        ObjectNode first = (ObjectNode) compose().at("/services/bridge");
        for (ObjectNode bridge : List.of(first, second)) {
            bridge.remove(List.of("build", "ports", "volumes", "depends_on"));
        }

        assertThat(second).isEqualTo(first);
    }

    @Test
    void composeMountsOnlyFilesThatThereAre() throws IOException {
        for (String service : List.of("prometheus", "grafana")) {
            for (JsonNode volume : compose().at("/services/" + service + "/volumes")) {
                assertThat(DOCKER.resolve(volume.asText().split(":")[0])).isDirectory();
            }
        }
    }

    @Test
    void composePublishesNothingBeyondThisMachine() throws IOException {
        List<String> ports = new ArrayList<>();
        compose().at("/services").forEach(service -> service.path("ports").forEach(port -> ports.add(port.asText())));
        assertThat(ports).isNotEmpty().allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @Test
    void whatComposeWaitsForIsThere() throws IOException {
        JsonNode services = compose().get("services");
        services.forEach(service -> service.path("depends_on")
                .fieldNames()
                .forEachRemaining(name -> assertThat(services.has(name)).isTrue()));
        assertThat(services.at("/bridge/environment/HEALTH_EVENTS_SOURCES_HAPI_URL")
                        .asText())
                .isEqualTo("http://hapi:8080/fhir");
        assertThat(services.has("hapi") && services.has("orthanc") && services.has("kafka"))
                .isTrue();
    }

    @Test
    void prometheusLooksWithTheTokenThatTheBridgeKnows() throws IOException {
        JsonNode scrape =
                yaml(DOCKER.resolve("prometheus/prometheus.yaml")).get(0).at("/scrape_configs/0");
        assertThat(scrape.at("/authorization/credentials").asText())
                .isEqualTo(compose()
                        .at("/services/bridge/environment/HEALTH_EVENTS_ACCESS_READ_TOKENS_PROMETHEUS")
                        .asText())
                .matches("[A-Za-z0-9._~+/-]{16,}");
        assertThat(scrape.at("/metrics_path").asText()).isEqualTo("/actuator/prometheus");
    }

    @Test
    void everyVariableAndKeyForKubernetesIsKnown() throws IOException {
        JsonNode environment = container().get("env");
        assertThat(environment).isNotEmpty();
        for (JsonNode variable : environment) {
            assertThat(known(VariableNames.key(variable.get("name").asText()))).isTrue();
        }
        JsonNode map = object("ConfigMap", NAME);
        YamlPropertiesFactoryBean keys = new YamlPropertiesFactoryBean();
        keys.setResources(
                new ByteArrayResource(map.at("/data/application.yaml").asText().getBytes()));
        Properties written = keys.getObject();
        assertThat(written.stringPropertyNames()).isNotEmpty().allMatch(ContainersTest::known);
    }

    @Test
    void whatThePodRefersToIsInTheManifests() throws IOException {
        for (JsonNode variable : container().get("env")) {
            JsonNode secret = variable.at("/valueFrom/secretKeyRef");
            assertThat(secret.at("/name")).isEqualTo(object("Secret", NAME).at("/metadata/name"));
            assertThat(object("Secret", NAME)
                            .get("stringData")
                            .has(secret.get("key").asText()))
                    .isTrue();
        }
        JsonNode volumes = pod().get("volumes");
        assertThat(volumes.findValue("claimName"))
                .isEqualTo(object("PersistentVolumeClaim", NAME).at("/metadata/name"));
        for (JsonNode map : volumes.findValues("configMap")) {
            assertThat(object("ConfigMap", map.get("name").asText()).get("data"))
                    .isNotEmpty();
        }
        assertThat(volumes.findValuesAsText("name"))
                .containsAll(container().get("volumeMounts").findValuesAsText("name"));
        assertThat(object("Service", NAME).at("/spec/selector"))
                .isEqualTo(object("Deployment", NAME).at("/spec/selector/matchLabels"));
        assertThat(object("Deployment", NAME).at("/spec/template/metadata/labels"))
                .isEqualTo(object("Deployment", NAME).at("/spec/selector/matchLabels"));
    }

    @Test
    void theCredentialsOfSourcesAndSinksAreVariablesThatAreKeys() throws IOException {
        String secret = container().at("/envFrom/0/secretRef/name").asText();
        assertThat(stream(object("Secret", secret).get("stringData").fieldNames()))
                .isNotEmpty()
                .allMatch(variable -> known(VariableNames.key(variable)));
    }

    @Test
    void theRoutesOfTheClusterAreTheBundledOnesUntilSomebodyEditsThem() throws IOException {
        assertThat(object("ConfigMap", "health-events-routes")
                        .at("/data/health-events.camel.yaml")
                        .asText())
                .isEqualTo(Files.readString(Path.of("src/main/resources/routes/health-events.camel.yaml")));
        assertThat(container().get("volumeMounts").findValuesAsText("mountPath"))
                .contains("/var/lib/health-events/routes");
    }

    @Test
    void everyManifestIsInAKustomizationAndTheImageHasAVersion() throws IOException {
        for (Path folder : List.of(
                KUBERNETES,
                KUBERNETES.resolve("monitoring"),
                KUBERNETES.resolve("pair"),
                DELIVERERS,
                DELIVERERS.resolve("keda"))) {
            List<String> named = new ArrayList<>(names(kustomization(folder).get("resources")));
            named.addAll(kustomization(folder).path("patches").findValuesAsText("path"));
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files.filter(Files::isRegularFile)
                                .map(file -> file.getFileName().toString())
                                .filter(file -> !file.equals("kustomization.yaml")))
                        .isSubsetOf(named);
            }
        }
        JsonNode image = kustomization(KUBERNETES).at("/images/0");
        assertThat(container().get("image")).isEqualTo(image.get("name"));
        assertThat(image.get("newTag").asText()).matches("\\d+\\.\\d+\\.\\d+");
    }

    @Test
    void aPairIsTheSameBridgeTwiceWithItsStateOnPostgres() throws IOException {
        Path pair = KUBERNETES.resolve("pair");
        JsonNode patch = yaml(pair.resolve("deployment.yaml")).get(0);
        assertThat(patch.at("/metadata/name").asText()).isEqualTo(NAME);
        assertThat(patch.at("/spec/replicas").asInt()).isEqualTo(2);
        JsonNode container = patch.at("/spec/template/spec/containers/0");
        assertThat(container.get("name")).isEqualTo(container().get("name"));
        assertThat(container.get("env").findValuesAsText("name"))
                .isNotEmpty()
                .allMatch(variable -> known(VariableNames.key(variable)));
        assertThat(patch.at("/spec/template/spec/volumes/0/name").asText()).isEqualTo("state");
        assertThat(yaml(pair.resolve("disruption.yaml")).get(0).at("/spec/selector/matchLabels"))
                .isEqualTo(object("Deployment", NAME).at("/spec/selector/matchLabels"));
    }

    @Test
    void deliverersReadWhatReadersWriteAndKnowTheirKeys() throws IOException {
        List<JsonNode> deliverers = yaml(DELIVERERS.resolve("deliverers.yaml"));
        List<JsonNode> configuration = yaml(DELIVERERS.resolve("configuration.yaml"));
        YamlPropertiesFactoryBean keys = new YamlPropertiesFactoryBean();
        keys.setResources(new ByteArrayResource(
                configuration.get(0).at("/data/application.yaml").asText().getBytes()));
        assertThat(keys.getObject().stringPropertyNames()).isNotEmpty().allMatch(ContainersTest::known);
        assertThat(keys.getObject())
                .containsEntry("health-events.sources.hub.type", "event-hubs")
                .containsEntry("health-events.sources.hub.event-hub", "health-events");
        assertThat(stream(configuration.get(1).get("stringData").fieldNames()))
                .isNotEmpty()
                .allMatch(variable -> known(VariableNames.key(variable)));
        JsonNode template = deliverers.get(0).at("/spec/template");
        assertThat(template.at("/metadata/labels"))
                .isEqualTo(deliverers.get(0).at("/spec/selector/matchLabels"))
                .isEqualTo(deliverers.get(1).at("/spec/selector/matchLabels"));
        JsonNode container = template.at("/spec/containers/0");
        assertThat(container.get("env")).isEqualTo(container().get("env"));
        assertThat(container.get("securityContext")).isEqualTo(container().get("securityContext"));
        assertThat(container.at("/envFrom/0/secretRef/name"))
                .isEqualTo(configuration.get(1).at("/metadata/name"));
        assertThat(template.at("/spec/volumes").findValuesAsText("name"))
                .containsAll(container.get("volumeMounts").findValuesAsText("name"));
    }

    @Test
    void composesDeliverersAreOneGroupOfTheTopicThatTheReadersWriteTo() throws IOException {
        JsonNode services =
                yaml(DOCKER.resolve("compose.deliverers.yaml")).get(0).get("services");
        JsonNode deliverer = services.get("deliverer");
        assertThat(deliverer.at("/deploy/replicas").asInt()).isEqualTo(3);
        assertThat(stream(deliverer.get("environment").fieldNames()).map(VariableNames::key))
                .isNotEmpty()
                .allMatch(ContainersTest::known);
        assertThat(deliverer.at("/environment/HEALTH_EVENTS_SOURCES_HUB_EVENT_HUB"))
                .isEqualTo(compose().at("/services/bridge/environment/HEALTH_EVENTS_SINKS_EVENT_HUBS_EVENT_HUB"));
        assertThat(services.at("/topics/command").toString())
                .contains(deliverer
                        .at("/environment/HEALTH_EVENTS_SOURCES_HUB_DEAD_LETTER_EVENT_HUB")
                        .asText());
    }

    @Test
    void theNetworkPolicyAndTheMonitorAreOfThisBridge() throws IOException {
        assertThat(object("NetworkPolicy", NAME).at("/spec/podSelector/matchLabels"))
                .isEqualTo(object("Deployment", NAME).at("/spec/template/metadata/labels"));
        JsonNode monitor =
                yaml(KUBERNETES.resolve("monitoring/servicemonitor.yaml")).get(0);
        assertThat(monitor.at("/spec/selector/matchLabels"))
                .isEqualTo(object("Service", NAME).at("/metadata/labels"));
        assertThat(monitor.at("/spec/endpoints/0/port"))
                .isEqualTo(object("Service", NAME).at("/spec/ports/0/name"));
        JsonNode token = monitor.at("/spec/endpoints/0/authorization/credentials");
        assertThat(object("Secret", token.get("name").asText())
                        .get("stringData")
                        .has(token.get("key").asText()))
                .isTrue();
    }

    @Test
    void thePodRunsAsNobodyInAReadOnlyTreeAndNeverTwice() throws IOException {
        assertThat(pod().at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(container().at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(container().at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                .isFalse();
        assertThat(dockerfile())
                .contains("--uid " + pod().at("/securityContext/runAsUser").asInt() + " ");
        assertThat(object("Deployment", NAME).at("/spec/replicas").asInt()).isEqualTo(1);
        assertThat(object("Deployment", NAME).at("/spec/strategy/type").asText())
                .isEqualTo("Recreate");
    }

    @Test
    void theDockerfileDropsRootBeforeItStartsAndAsksReadiness() throws IOException {
        assertThat(dockerfile())
                .containsSubsequence(
                        "\nUSER health-events", "\nHEALTHCHECK", "/actuator/health/readiness", "\nENTRYPOINT");
        assertThat(dockerfile()).contains("SERVER_ADDRESS=0.0.0.0");
    }

    @Test
    void theUnitOfSystemdEndsWhenMemoryDoesAndStartsAgain() throws IOException {
        assertThat(Files.readAllLines(DOCKER.resolve("systemd/health-events.service")))
                .contains("Restart=on-failure", "SuccessExitStatus=143", "StateDirectory=health-events")
                .anyMatch(line -> line.startsWith("ExecStart=") && line.contains("-XX:+ExitOnOutOfMemoryError"));
    }

    private static boolean known(String key) {
        return KnownKeys.all().stream()
                .anyMatch(known -> key.matches(known.name().replace(".", "\\.").replace("*", "[^.]+")));
    }

    private static JsonNode compose() throws IOException {
        return yaml(DOCKER.resolve("compose.yaml")).get(0);
    }

    private static String dockerfile() throws IOException {
        return Files.readString(DOCKER.resolve("Dockerfile"));
    }

    private static JsonNode pod() throws IOException {
        return object("Deployment", NAME).at("/spec/template/spec");
    }

    private static JsonNode container() throws IOException {
        return pod().at("/containers/0");
    }

    private static JsonNode object(String kind, String name) throws IOException {
        for (String file : names(kustomization(KUBERNETES).get("resources"))) {
            for (JsonNode object : yaml(KUBERNETES.resolve(file))) {
                if (object.get("kind").asText().equals(kind)
                        && object.at("/metadata/name").asText().equals(name)) {
                    return object;
                }
            }
        }
        throw new AssertionError("There is no " + kind + " " + name);
    }

    private static JsonNode kustomization(Path folder) throws IOException {
        return yaml(folder.resolve("kustomization.yaml")).get(0);
    }

    private static List<String> names(JsonNode texts) {
        return StreamSupport.stream(texts.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static List<JsonNode> yaml(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        return StreamSupport.stream(new Yaml().loadAll(Files.readString(file)).spliterator(), false)
                .map(document -> (JsonNode) json.valueToTree(document))
                .toList();
    }

    private static Stream<String> stream(Iterator<String> names) {
        List<String> all = new ArrayList<>();
        names.forEachRemaining(all::add);
        return all.stream();
    }
}
