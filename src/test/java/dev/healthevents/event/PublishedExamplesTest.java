package dev.healthevents.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our events against the FHIR examples that Microsoft publishes.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/event-schema-azure-health-data-services">Azure Health
 *     Data Services as an Event Grid source</a>
 */
class PublishedExamplesTest {

    private static final String WORKSPACE = "/subscriptions/{subscription-id}/resourceGroups/{resource-group-name}"
            + "/providers/Microsoft.HealthcareApis/workspaces/{workspace-name}";
    private static final String ACCOUNT = "{fhir-account}.fhir.azurehealthcareapis.com";
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest(name = "{1}")
    @MethodSource("examples")
    void anEventHasTheMembersOfTheExample(EventSchema schema, String example, HealthEvent event) throws IOException {
        assertThat(JSON.readTree(schema.write(event))).isEqualTo(published(example));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("examples")
    void itsMembersStandInTheOrderOfTheExampleAndOnOneLine(EventSchema schema, String example, HealthEvent event)
            throws IOException {
        assertThat(new String(schema.write(event), UTF_8))
                .isEqualTo(published(example).toString());
    }

    static Stream<Arguments> examples() {
        String cloudPatient = "e87ef649-abe1-485c-8c09-549d85dfe30b";
        String gridPatient = "e0a1f743-1a70-451f-830e-e96477163902";
        return Stream.of(
                Arguments.of(
                        EventSchema.CLOUD_EVENTS,
                        "cloud-events-fhir-resource-created.json",
                        event(
                                "d674b9b7-7d1c-9b0a-8c48-139f3eb86c48",
                                HealthEventType.FHIR_RESOURCE_CREATED,
                                cloudPatient,
                                1,
                                "2022-02-03T16:48:09.6223354Z")),
                Arguments.of(
                        EventSchema.CLOUD_EVENTS,
                        "cloud-events-fhir-resource-updated.json",
                        event(
                                "5e45229e-c663-ea98-72d2-833428f48ad0",
                                HealthEventType.FHIR_RESOURCE_UPDATED,
                                cloudPatient,
                                2,
                                "2022-02-03T16:48:33.5147352Z")),
                Arguments.of(
                        EventSchema.CLOUD_EVENTS,
                        "cloud-events-fhir-resource-deleted.json",
                        event(
                                "14648a6e-d978-950e-ee9c-f84c70dba8d3",
                                HealthEventType.FHIR_RESOURCE_DELETED,
                                cloudPatient,
                                3,
                                "2022-02-03T16:48:38.7338799Z")),
                Arguments.of(
                        EventSchema.EVENT_GRID,
                        "event-grid-fhir-resource-created.json",
                        event(
                                "e4c7f556-d72c-e7f7-1069-1e82ac76ab41",
                                HealthEventType.FHIR_RESOURCE_CREATED,
                                gridPatient,
                                1,
                                "2021-09-08T01:14:04.5613214Z")),
                Arguments.of(
                        EventSchema.EVENT_GRID,
                        "event-grid-fhir-resource-updated.json",
                        event(
                                "634bd421-8467-f23c-b8cb-f6a31e41c32a",
                                HealthEventType.FHIR_RESOURCE_UPDATED,
                                gridPatient,
                                2,
                                "2021-09-08T01:29:12.0618739Z")),
                Arguments.of(
                        EventSchema.EVENT_GRID,
                        "event-grid-fhir-resource-deleted.json",
                        event(
                                "ef289b93-3159-b833-3a44-dc6b86ed1a8a",
                                HealthEventType.FHIR_RESOURCE_DELETED,
                                gridPatient,
                                3,
                                "2021-09-08T01:31:58.5175837Z")));
    }

    private static HealthEvent event(String id, HealthEventType type, String patient, long version, String time) {
        return new HealthEvent(
                UUID.fromString(id),
                WORKSPACE,
                type,
                ACCOUNT + "/Patient/" + patient,
                Instant.parse(time),
                new FhirResourceData("Patient", ACCOUNT, patient, version, null));
    }

    private static JsonNode published(String example) throws IOException {
        try (InputStream file = PublishedExamplesTest.class.getResourceAsStream("/event/" + example)) {
            return JSON.readTree(file);
        }
    }
}
