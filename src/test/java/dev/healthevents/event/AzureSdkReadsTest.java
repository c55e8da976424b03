package dev.healthevents.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.models.CloudEvent;
import com.azure.core.util.BinaryData;
import com.azure.messaging.eventgrid.EventGridEvent;
import com.azure.messaging.eventgrid.SystemEventNames;
import com.azure.messaging.eventgrid.systemevents.HealthcareFhirResourceCreatedEventData;
import com.azure.messaging.eventgrid.systemevents.HealthcareFhirResourceDeletedEventData;
import com.azure.messaging.eventgrid.systemevents.HealthcareFhirResourceType;
import com.azure.messaging.eventgrid.systemevents.HealthcareFhirResourceUpdatedEventData;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** What Azure's SDK, and with it a consumer written for Azure's events, makes of ours. */
class AzureSdkReadsTest {

    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_ALL, names = "FHIR_.*")
    void aCloudEvent(HealthEventType type) {
        HealthEvent event = SampleEvent.of(type);

        CloudEvent read = cloudEvent(event);

        assertThat(read.getId()).isEqualTo(event.id().toString());
        assertThat(read.getSource()).isEqualTo(SampleEvent.WORKSPACE);
        assertThat(read.getType()).isEqualTo(type.value());
        assertThat(read.getDataSchema()).isEqualTo("#7");
        assertThat(read.getSubject()).isEqualTo(SampleEvent.SUBJECT);
        assertThat(read.getTime()).isEqualTo(SampleEvent.TIME.atOffset(ZoneOffset.UTC));
        assertThat(read.getDataContentType()).isNull();
        assertThat(read.getExtensionAttributes()).isNullOrEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_ALL, names = "FHIR_.*")
    void anEventGridEvent(HealthEventType type) {
        HealthEvent event = SampleEvent.of(type);

        EventGridEvent read = eventGridEvent(event);

        assertThat(read.getId()).isEqualTo(event.id().toString());
        assertThat(read.getTopic()).isEqualTo(SampleEvent.WORKSPACE);
        assertThat(read.getEventType()).isEqualTo(type.value());
        assertThat(read.getDataVersion()).isEqualTo("7");
        assertThat(read.getSubject()).isEqualTo(SampleEvent.SUBJECT);
        assertThat(read.getEventTime()).isEqualTo(SampleEvent.TIME.atOffset(ZoneOffset.UTC));
    }

    @Test
    void theServersOwnVersionAsAnExtension() {
        CloudEvent read = cloudEvent(SampleEvent.of(
                HealthEventType.FHIR_RESOURCE_UPDATED,
                new FhirResourceData("Observation", SampleEvent.ACCOUNT, "obs-1.2.b", 1772600767890L, "a3f-7")));

        assertThat(read.getExtensionAttributes())
                .containsOnlyKeys("fhirversion")
                .containsValue("a3f-7");
    }

    @Test
    void theTypesUnderTheNamesThatTheSdkFiltersBy() {
        assertThat(Stream.of(HealthEventType.values()).map(HealthEventType::value))
                .containsExactly(
                        SystemEventNames.HEALTHCARE_FHIR_RESOURCE_CREATED,
                        SystemEventNames.HEALTHCARE_FHIR_RESOURCE_UPDATED,
                        SystemEventNames.HEALTHCARE_FHIR_RESOURCE_DELETED,
                        SystemEventNames.HEALTHCARE_DICOM_IMAGE_CREATED,
                        SystemEventNames.HEALTHCARE_DICOM_IMAGE_UPDATED,
                        SystemEventNames.HEALTHCARE_DICOM_IMAGE_DELETED);
    }

    @ParameterizedTest
    @MethodSource("bothEncodings")
    void theDataOfACreate(BinaryData data) {
        var read = data.toObject(HealthcareFhirResourceCreatedEventData.class);

        assertThat(read.getFhirResourceType()).isEqualTo(HealthcareFhirResourceType.OBSERVATION);
        assertThat(read.getFhirServiceHostName()).isEqualTo(SampleEvent.ACCOUNT);
        assertThat(read.getFhirResourceId()).isEqualTo("obs-1.2.b");
        assertThat(read.getFhirResourceVersionId()).isEqualTo(7);
    }

    @ParameterizedTest
    @MethodSource("bothEncodings")
    void theDataOfAnUpdate(BinaryData data) {
        var read = data.toObject(HealthcareFhirResourceUpdatedEventData.class);

        assertThat(read.getFhirResourceType()).isEqualTo(HealthcareFhirResourceType.OBSERVATION);
        assertThat(read.getFhirServiceHostName()).isEqualTo(SampleEvent.ACCOUNT);
        assertThat(read.getFhirResourceId()).isEqualTo("obs-1.2.b");
        assertThat(read.getFhirResourceVersionId()).isEqualTo(7);
    }

    @ParameterizedTest
    @MethodSource("bothEncodings")
    void theDataOfADelete(BinaryData data) {
        var read = data.toObject(HealthcareFhirResourceDeletedEventData.class);

        assertThat(read.getFhirResourceType()).isEqualTo(HealthcareFhirResourceType.OBSERVATION);
        assertThat(read.getFhirServiceHostName()).isEqualTo(SampleEvent.ACCOUNT);
        assertThat(read.getFhirResourceId()).isEqualTo("obs-1.2.b");
        assertThat(read.getFhirResourceVersionId()).isEqualTo(7);
    }

    static Stream<BinaryData> bothEncodings() {
        HealthEvent event = SampleEvent.of(HealthEventType.FHIR_RESOURCE_UPDATED);
        return Stream.of(cloudEvent(event).getData(), eventGridEvent(event).getData());
    }

    private static CloudEvent cloudEvent(HealthEvent event) {
        return CloudEvent.fromString(new String(EventSchema.CLOUD_EVENTS.write(event), UTF_8))
                .get(0);
    }

    private static EventGridEvent eventGridEvent(HealthEvent event) {
        return EventGridEvent.fromString(new String(EventSchema.EVENT_GRID.write(event), UTF_8))
                .get(0);
    }
}
