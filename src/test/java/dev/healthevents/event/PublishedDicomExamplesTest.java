package dev.healthevents.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Our events against the DICOM examples that Microsoft publishes. Those of creates and deletes are older than data
 * partitions and have none; that of the update has one.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/event-schema-azure-health-data-services">Azure Health
 *     Data Services as an Event Grid source</a>
 */
class PublishedDicomExamplesTest {

    private static final String WORKSPACE = "/subscriptions/{subscription-id}/resourceGroups/{resource-group-name}"
            + "/providers/Microsoft.HealthcareApis/workspaces/{workspace-name}";
    private static final String HOST = "{dicom-account}.dicom.azurehealthcareapis.com";
    private static final String STUDY = "1.2.3.4.3";
    private static final String SERIES = "1.2.3.4.3.9423673";
    private static final String INSTANCE = "1.3.6.1.4.1.45096.2.296485376.2210.1633373143.864442";
    private static final String IMAGE = "/studies/" + STUDY + "/series/" + SERIES + "/instances/" + INSTANCE;
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "CLOUD_EVENTS, CREATED, d621839d-958b-4142-a638-bb966b4f7dfd, , 1, 2022-09-15T01:14:04.5613214Z",
        "CLOUD_EVENTS, DELETED, eac1c1a0-ffa8-4b28-97cc-1d8b9a0a6021, , 2, 2022-09-15T01:14:04.5613214Z",
        "CLOUD_EVENTS, UPDATED, 7e8aca04-e815-4387-82a8-9fcf15a3114b, Microsoft.Default, 1, 2022-09-15T01:14:04.5613214Z",
        "EVENT_GRID, CREATED, d621839d-958b-4142-a638-bb966b4f7dfd, , 1, 2022-09-15T01:14:04.5613214Z",
        "EVENT_GRID, DELETED, eac1c1a0-ffa8-4b28-97cc-1d8b9a0a6021, , 2, 2022-09-15T01:16:07.5692209Z",
        "EVENT_GRID, UPDATED, 83cb0f51-af41-e58c-3c6c-46344b349bc5, Microsoft.Default, 2, 2023-06-09T16:55:44.7197137Z"
    })
    void anEventHasTheMembersOfTheExample(
            EventSchema schema, String what, UUID id, String partition, long sequence, Instant time)
            throws IOException {
        HealthEvent event = new HealthEvent(
                id,
                WORKSPACE,
                HealthEventType.valueOf("DICOM_IMAGE_" + what),
                HOST + "/v1" + (partition == null ? "" : "/partitions/" + partition) + IMAGE,
                time,
                new DicomImageData(partition, STUDY, SERIES, INSTANCE, HOST, sequence));

        assertThat(JSON.readTree(schema.write(event)))
                .isEqualTo(published(schema.value() + "-dicom-image-" + what.toLowerCase() + ".json"));
    }

    @Test
    void theVersionOfCloudEventsIsWrittenAsTheSpecificationHasItAndNotAsTwoOfTheExamplesMistypeIt() throws IOException {
        JsonNode event =
                JSON.readTree(EventSchema.CLOUD_EVENTS.write(SampleImage.of(HealthEventType.DICOM_IMAGE_CREATED)));

        assertThat(event.get("specversion").textValue()).isEqualTo("1.0");
        assertThat(event.has("specVersion")).isFalse();
    }

    private static JsonNode published(String example) throws IOException {
        try (InputStream file = PublishedDicomExamplesTest.class.getResourceAsStream("/event/" + example)) {
            ObjectNode event = (ObjectNode) JSON.readTree(file);
            if (event.has("specVersion")) {
                event.set("specversion", event.remove("specVersion"));
            }
            return event;
        }
    }
}
