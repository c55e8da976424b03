package dev.healthevents.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;

/**
 * The {@code data} of a DICOM event.
 *
 * @param partitionName data partition of the service, or {@code null} to leave the member out
 * @param imageStudyInstanceUid DICOM Study Instance UID (0020,000D)
 * @param imageSeriesInstanceUid DICOM Series Instance UID (0020,000E)
 * @param imageSopInstanceUid DICOM SOP Instance UID (0008,0018)
 * @param serviceHostName host name of the DICOM service, without a scheme
 * @param sequenceNumber number of the change in the service's change feed
 */
public record DicomImageData(
        String partitionName,
        String imageStudyInstanceUid,
        String imageSeriesInstanceUid,
        String imageSopInstanceUid,
        String serviceHostName,
        long sequenceNumber)
        implements HealthEventData {

    private static final SerializedString PARTITION_NAME = new SerializedString("partitionName");
    private static final SerializedString IMAGE_STUDY_INSTANCE_UID = new SerializedString("imageStudyInstanceUid");
    private static final SerializedString IMAGE_SERIES_INSTANCE_UID = new SerializedString("imageSeriesInstanceUid");
    private static final SerializedString IMAGE_SOP_INSTANCE_UID = new SerializedString("imageSopInstanceUid");
    private static final SerializedString SERVICE_HOST_NAME = new SerializedString("serviceHostName");
    private static final SerializedString SEQUENCE_NUMBER = new SerializedString("sequenceNumber");

    /** Azure's DICOM events say 1, whatever happened. */
    @Override
    public String dataVersion() {
        return "1";
    }

    /** Azure's DICOM events have no {@code dataschema}. */
    @Override
    public String dataSchema() {
        return null;
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        if (partitionName != null) {
            json.writeFieldName(PARTITION_NAME);
            json.writeString(partitionName);
        }
        json.writeFieldName(IMAGE_STUDY_INSTANCE_UID);
        json.writeString(imageStudyInstanceUid);
        json.writeFieldName(IMAGE_SERIES_INSTANCE_UID);
        json.writeString(imageSeriesInstanceUid);
        json.writeFieldName(IMAGE_SOP_INSTANCE_UID);
        json.writeString(imageSopInstanceUid);
        json.writeFieldName(SERVICE_HOST_NAME);
        json.writeString(serviceHostName);
        json.writeFieldName(SEQUENCE_NUMBER);
        json.writeNumber(sequenceNumber);
        json.writeEndObject();
    }
}
