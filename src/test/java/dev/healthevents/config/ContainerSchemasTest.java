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
import com.networknt.schema.ValidationMessage;
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
        assertThat(compositions().validate(compose())).isEmpty();
    }

    @Test
    void theSecondBridgeOfComposeIsAsTheSpecificationHasIt() throws IOException {
        JsonNode pair = STRICT.valueToTree(new Yaml().load(Files.readString(Path.of("docker/compose.pair.yaml"))));

        assertThat(compositions().validate(pair)).isEmpty();
    }

    @Test
    void theDeliverersOfComposeAreAsTheSpecificationHasThem() throws IOException {
        JsonNode deliverers =
                STRICT.valueToTree(new Yaml().load(Files.readString(Path.of("docker/compose.deliverers.yaml"))));

        assertThat(compositions().validate(deliverers)).isEmpty();
    }

    @Test
    void aWordThatComposeDoesNotKnowIsFound() throws IOException {
        ObjectNode compose = compose();
        ((ObjectNode) compose.at("/services/bridge")).put("read-only", true);
        assertThat(compositions().validate(compose))
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
        for (JsonNode document : documents(file)) {
            assertThat(read(document).getMetadata().getName()).startsWith("health-events");
        }
    }

    @Test
    void whatKedaIsToldIsAsItsReferenceHasItAndIsAboutTheDeliverers() throws IOException {
        List<JsonNode> documents = documents("deliverers/keda/scaledobject.yaml");
        JsonNode scaled = documents.get(0);
        JsonNode signIn = documents.get(1);
        HasMetadata secret = read(documents.get(2));
        assertThat(schema("/kubernetes/scaledobject.json").validate(scaled)).isEmpty();
        assertThat(schema("/kubernetes/triggerauthentication.json").validate(signIn))
                .isEmpty();

        assertThat(scaled.at("/spec/scaleTargetRef/name"))
                .isEqualTo(documents("deliverers/deliverers.yaml").get(0).at("/metadata/name"));
        JsonNode trigger = scaled.at("/spec/triggers/0");
        assertThat(trigger.at("/authenticationRef/name")).isEqualTo(signIn.at("/metadata/name"));
        assertThat(signIn.at("/spec/secretTargetRef").findValuesAsText("name"))
                .containsOnly(secret.getMetadata().getName());
        assertThat(((Secret) secret).getStringData())
                .containsOnlyKeys(signIn.at("/spec/secretTargetRef").findValuesAsText("key"));
        String configuration = Files.readString(Path.of("docker/kubernetes/deliverers/configuration.yaml"));
        assertThat(configuration)
                .contains("event-hub: " + trigger.at("/metadata/topic").asText())
                .contains("group: " + trigger.at("/metadata/consumerGroup").asText());
    }

    @Test
    void aWordOrATypeThatKedaDoesNotKnowIsFound() throws IOException {
        JsonNode scaled = documents("deliverers/keda/scaledobject.yaml").get(0);
        ((ObjectNode) scaled.at("/spec")).put("minReplicaCount", "1");
        ((ObjectNode) scaled.at("/spec/triggers/0/metadata")).put("lag", "5000");

        assertThat(schema("/kubernetes/scaledobject.json").validate(scaled))
                .extracting(ValidationMessage::getMessage)
                .satisfiesExactlyInAnyOrder(
                        one -> assertThat(one).contains("minReplicaCount", "integer expected"),
                        two -> assertThat(two).contains("property 'lag' is not defined"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "monitoring/", "pair/", "deliverers/", "deliverers/keda/"})
    void everyKustomizationIsAsItsReferenceHasIt(String folder) throws IOException {
        assertThat(schema("/kubernetes/kustomization.json")
                        .validate(documents(folder + "kustomization.yaml").get(0)))
                .isEmpty();
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

    private static List<JsonNode> documents(String manifest) throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        String text = Files.readString(Path.of("docker/kubernetes", manifest));
        new Yaml().loadAll(text).forEach(document -> documents.add(STRICT.valueToTree(document)));
        return documents;
    }

    private static JsonSchema compositions() throws IOException {
        return schema("/compose/compose-spec.json");
    }

    private static JsonSchema schema(String resource) throws IOException {
        ObjectNode schema = (ObjectNode) STRICT.readTree(ContainerSchemasTest.class.getResource(resource));
        // A bare file name, which the validator does not take for an id; the schema refers to nothing outside.
        schema.remove("$id");
        return JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(schema);
    }

    private static ObjectNode compose() throws IOException {
        return STRICT.valueToTree(new Yaml().load(Files.readString(Path.of("docker/compose.yaml"))));
    }
}
