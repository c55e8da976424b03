package dev.healthevents.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The files for containers against the Compose Specification's schema and the objects of the Kubernetes API. */
class ContainerSchemasTest {

    /** Kubernetes' objects keep fields that they don't know; here these are refused. */
    private static final ObjectMapper STRICT = new ObjectMapper()
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            });

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "apps/v1 Deployment", Deployment.class,
            "policy/v1 PodDisruptionBudget", PodDisruptionBudget.class,
            "v1 PersistentVolumeClaim", PersistentVolumeClaim.class,
            "v1 Service", Service.class,
            "v1 ConfigMap", ConfigMap.class,
            "v1 Secret", Secret.class,
            "networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class,
            "monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class);

    @Test
    void composeIsAsTheSpecificationHasIt() throws IOException {
        assertThat(schema().validate(compose())).isEmpty();
    }

    @Test
    void theSecondBridgeOfComposeIsAsTheSpecificationHasIt() throws IOException {
        JsonNode pair = STRICT.valueToTree(new Yaml().load(Files.readString(Path.of("docker/compose.pair.yaml"))));

        assertThat(schema().validate(pair)).isEmpty();
    }

    @Test
    void theDeliverersOfComposeAreAsTheSpecificationHasThem() throws IOException {
        JsonNode deliverers =
                STRICT.valueToTree(new Yaml().load(Files.readString(Path.of("docker/compose.deliverers.yaml"))));

        assertThat(schema().validate(deliverers)).isEmpty();
    }

    @Test
    void aWordThatComposeDoesNotKnowIsFound() throws IOException {
        ObjectNode compose = compose();
        ((ObjectNode) compose.at("/services/bridge")).put("read-only", true);
        assertThat(schema().validate(compose))
                .hasToString("[$.services.bridge: property 'read-only' is not defined"
                        + " in the schema and the schema does not allow additional properties]");
    }

    @Test
    void everyImageOfOthersHasAVersion() throws IOException {
        for (JsonNode service : compose().get("services")) {
            if (!service.has("build")) {
                assertThat(service.get("image").asText()).matches("[a-z0-9/.-]+:v?\\d+(\\.\\d+)*");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bridge.yaml",
                "configuration.yaml",
                "network.yaml",
                "monitoring/servicemonitor.yaml",
                "pair/deployment.yaml",
                "pair/disruption.yaml",
                "deliverers/configuration.yaml",
                "deliverers/deliverers.yaml"
            })
    void everyManifestIsAnObjectOfKubernetes(String file) throws IOException {
        String text = Files.readString(Path.of("docker/kubernetes", file));
        for (Object document : new Yaml().loadAll(text)) {
            assertThat(read(STRICT.valueToTree(document)).getMetadata().getName())
                    .startsWith("health-events");
        }
    }

    @Test
    void whatKedaIsToldIsAsItsApiHasItAndIsAboutTheDeliverers() throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        String text = Files.readString(Path.of("docker/kubernetes/deliverers/keda/scaledobject.yaml"));
        new Yaml().loadAll(text).forEach(document -> documents.add(STRICT.valueToTree(document)));
        Keda.ScaledObject scaled = STRICT.treeToValue(documents.get(0), Keda.ScaledObject.class);
        Keda.TriggerAuthentication signIn = STRICT.treeToValue(documents.get(1), Keda.TriggerAuthentication.class);
        HasMetadata secret = read(documents.get(2));

        JsonNode deployment = STRICT.valueToTree(new Yaml()
                .loadAll(Files.readString(Path.of("docker/kubernetes/deliverers/deliverers.yaml")))
                .iterator()
                .next());
        assertThat(deployment.at("/metadata/name").asText())
                .isEqualTo(scaled.spec().scaleTargetRef().name());
        Keda.Trigger trigger = scaled.spec().triggers().get(0);
        assertThat(trigger.authenticationRef().name())
                .isEqualTo(signIn.metadata().name());
        assertThat(signIn.spec().secretTargetRef())
                .extracting(Keda.SecretTarget::name)
                .containsOnly(secret.getMetadata().getName());
        String configuration = Files.readString(Path.of("docker/kubernetes/deliverers/configuration.yaml"));
        assertThat(configuration)
                .contains("event-hub: " + trigger.metadata().get("topic"))
                .contains("group: " + trigger.metadata().get("consumerGroup"));
    }

    @Test
    void aFieldThatKubernetesDoesNotKnowIsFound() {
        JsonNode service = STRICT.valueToTree(new Yaml()
                .<Object>load("{apiVersion: v1, kind: Service, spec: {ports: [{port: 80, targetport: http}]}}"));
        assertThatThrownBy(() -> read(service))
                .isInstanceOf(UnrecognizedPropertyException.class)
                .hasMessageContaining("targetport");
    }

    private static HasMetadata read(JsonNode object) throws IOException {
        String kind =
                object.get("apiVersion").asText() + " " + object.get("kind").asText();
        assertThat(KINDS).containsKey(kind);
        return STRICT.treeToValue(object, KINDS.get(kind));
    }

    private static JsonSchema schema() throws IOException {
        ObjectNode schema =
                (ObjectNode) STRICT.readTree(ContainerSchemasTest.class.getResource("/compose/compose-spec.json"));
        // A bare file name, which the validator does not take for an id; the schema refers to nothing outside.
        schema.remove("$id");
        return JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(schema);
    }

    private static ObjectNode compose() throws IOException {
        return STRICT.valueToTree(new Yaml().load(Files.readString(Path.of("docker/compose.yaml"))));
    }
}
