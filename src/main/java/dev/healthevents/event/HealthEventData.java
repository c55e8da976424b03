package dev.healthevents.event;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** What an event says of the change: ids only, never the resource or the image. */
public sealed interface HealthEventData permits FhirResourceData, DicomImageData {

    /**
     * FHIR resource type, {@code null} for a DICOM image: routes decide by it, and must be able to ask it of every event.
     */
    default String resourceType() {
        return null;
    }

    /** Event Grid {@code dataVersion}: the version of a FHIR resource; for DICOM images always {@code 1}. */
    String dataVersion();

    /** CloudEvents {@code dataschema}, or {@code null} where Azure's events have none, as those of DICOM images. */
    String dataSchema();

    /**
     * Writes this as one JSON object, the same in both encodings.
     *
     * @throws IOException when {@code json} cannot take it
     */
    void write(JsonGenerator json) throws IOException;
}
