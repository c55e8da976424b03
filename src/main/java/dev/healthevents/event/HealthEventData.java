package dev.healthevents.event;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * What an event says of the change: ids only. The resource itself is there only if a route has added it.
 *
 * <p>Each member that is a text can be asked of every event, so that a route need not know before whether it has a
 * resource or an image: {@code null} where the event has no such member.
 */
public sealed interface HealthEventData permits FhirResourceData, DicomImageData {

    /** Event Grid {@code dataVersion}: the version of a FHIR resource; for DICOM images always {@code 1}. */
    String dataVersion();

    /** CloudEvents {@code dataschema}, or {@code null} where Azure's events have none, as those of DICOM images. */
    String dataSchema();

    /** FHIR resource type, for example {@code Patient}. */
    default String resourceType() {
        return null;
    }

    /** Host name of the FHIR service. */
    default String resourceFhirAccount() {
        return null;
    }

    /** Logical id of the resource. */
    default String resourceFhirId() {
        return null;
    }

    /** Data partition of the DICOM service. */
    default String partitionName() {
        return null;
    }

    /** DICOM Study Instance UID. */
    default String imageStudyInstanceUid() {
        return null;
    }

    /** DICOM Series Instance UID. */
    default String imageSeriesInstanceUid() {
        return null;
    }

    /** DICOM SOP Instance UID. */
    default String imageSopInstanceUid() {
        return null;
    }

    /** Host name of the DICOM service. */
    default String serviceHostName() {
        return null;
    }

    /**
     * Writes this as one JSON object, the same in both encodings.
     *
     * @throws IOException when {@code json} cannot take it
     */
    void write(JsonGenerator json) throws IOException;
}
