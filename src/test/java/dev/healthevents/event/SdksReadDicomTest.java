package dev.healthevents.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.models.CloudEvent;
import com.azure.core.util.BinaryData;
import com.azure.messaging.eventgrid.EventGridEvent;
import com.azure.messaging.eventgrid.systemevents.HealthcareDicomImageCreatedEventData;
import com.azure.messaging.eventgrid.systemevents.HealthcareDicomImageDeletedEventData;
import com.azure.messaging.eventgrid.systemevents.HealthcareDicomImageUpdatedEventData;
import io.cloudevents.SpecVersion;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** What Azure's SDK and the CNCF's make of our DICOM events. */
class SdksReadDicomTest {

    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_ALL, names = "DICOM_.*")
    void azuresReadsACloudEvent(HealthEventType type) {
        CloudEvent read = cloudEvent(SampleImage.of(type));

        assertThat(read.getId())
                .isEqualTo(EventIds.dicom(SampleImage.HOST, 1, 7).toString());
        assertThat(read.getSource()).isEqualTo(SampleEvent.WORKSPACE);
        assertThat(read.getType()).isEqualTo(type.value());
        assertThat(read.getDataSchema()).isNull();
        assertThat(read.getSubject()).isEqualTo(SampleImage.SUBJECT);
        assertThat(read.getTime()).isEqualTo(SampleEvent.TIME.atOffset(ZoneOffset.UTC));
        assertThat(read.getExtensionAttributes()).isNullOrEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_ALL, names = "DICOM_.*")
    void azuresReadsAnEventGridEvent(HealthEventType type) {
        EventGridEvent read = eventGridEvent(SampleImage.of(type));

        assertThat(read.getTopic()).isEqualTo(SampleEvent.WORKSPACE);
        assertThat(read.getEventType()).isEqualTo(type.value());
        assertThat(read.getDataVersion()).isEqualTo("1");
        assertThat(read.getSubject()).isEqualTo(SampleImage.SUBJECT);
        assertThat(read.getEventTime()).isEqualTo(SampleEvent.TIME.atOffset(ZoneOffset.UTC));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_ALL, names = "DICOM_.*")
    void theCncfsReadsEveryAttribute(HealthEventType type) {
        io.cloudevents.CloudEvent read =
                new JsonFormat().deserialize(EventSchema.CLOUD_EVENTS.write(SampleImage.of(type)));

        assertThat(read.getSpecVersion()).isEqualTo(SpecVersion.V1);
        assertThat(read.getSource()).isEqualTo(URI.create(SampleEvent.WORKSPACE));
        assertThat(read.getType()).isEqualTo(type.value());
        assertThat(read.getDataSchema()).isNull();
        assertThat(read.getSubject()).isEqualTo(SampleImage.SUBJECT);
        assertThat(read.getExtensionNames()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bothEncodings")
    void theDataOfACreate(BinaryData data) {
        var read = data.toObject(HealthcareDicomImageCreatedEventData.class);

        assertThat(new DicomImageData(
                        read.getPartitionName(),
                        read.getImageStudyInstanceUid(),
                        read.getImageSeriesInstanceUid(),
                        read.getImageSopInstanceUid(),
                        read.getServiceHostName(),
                        read.getSequenceNumber()))
                .isEqualTo(SampleImage.of(HealthEventType.DICOM_IMAGE_CREATED).data());
    }

    @ParameterizedTest
    @MethodSource("bothEncodings")
    void theDataOfAnUpdate(BinaryData data) {
        var read = data.toObject(HealthcareDicomImageUpdatedEventData.class);

        assertThat(new DicomImageData(
                        read.getPartitionName(),
                        read.getImageStudyInstanceUid(),
                        read.getImageSeriesInstanceUid(),
                        read.getImageSopInstanceUid(),
                        read.getServiceHostName(),
                        read.getSequenceNumber()))
                .isEqualTo(SampleImage.of(HealthEventType.DICOM_IMAGE_UPDATED).data());
    }

    @ParameterizedTest
    @MethodSource("bothEncodings")
    void theDataOfADelete(BinaryData data) {
        var read = data.toObject(HealthcareDicomImageDeletedEventData.class);

        assertThat(new DicomImageData(
                        read.getPartitionName(),
                        read.getImageStudyInstanceUid(),
                        read.getImageSeriesInstanceUid(),
                        read.getImageSopInstanceUid(),
                        read.getServiceHostName(),
                        read.getSequenceNumber()))
                .isEqualTo(SampleImage.of(HealthEventType.DICOM_IMAGE_DELETED).data());
    }

    static Stream<BinaryData> bothEncodings() {
        HealthEvent event = SampleImage.of(HealthEventType.DICOM_IMAGE_UPDATED);
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
