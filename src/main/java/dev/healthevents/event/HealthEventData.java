package dev.healthevents.event;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** What an event says of the change: ids only, never the resource. */
public sealed interface HealthEventData permits FhirResourceData {

    /** The N of CloudEvents {@code dataschema} {@code #N} and of Event Grid {@code dataVersion}. */
    long dataVersion();

    /**
     * Writes this as one JSON object, the same in both encodings.
     *
     * @throws IOException when {@code json} cannot take it
     */
    void write(JsonGenerator json) throws IOException;
}
