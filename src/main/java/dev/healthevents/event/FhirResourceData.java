package dev.healthevents.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;

/**
 * The {@code data} of a FHIR event.
 *
 * @param resourceType FHIR resource type, for example {@code Patient}
 * @param resourceFhirAccount host name of the FHIR service, without a scheme
 * @param resourceFhirId logical id of the resource
 * @param resourceVersionId version of the resource; where the server's own is not an integer, the time of the change
 *     in milliseconds since 1970-01-01T00:00:00Z
 * @param fhirVersion the server's own version id where it is not an integer, else {@code null}; travels as the
 *     CloudEvents extension {@code fhirversion}
 * @param resource the resource itself, if a route has added it; else {@code null}. It is the last member of the data
 */
public record FhirResourceData(
        String resourceType,
        String resourceFhirAccount,
        String resourceFhirId,
        long resourceVersionId,
        String fhirVersion,
        ResourceContent resource)
        implements HealthEventData {

    private static final SerializedString RESOURCE_TYPE = new SerializedString("resourceType");
    private static final SerializedString RESOURCE_FHIR_ACCOUNT = new SerializedString("resourceFhirAccount");
    private static final SerializedString RESOURCE_FHIR_ID = new SerializedString("resourceFhirId");
    private static final SerializedString RESOURCE_VERSION_ID = new SerializedString("resourceVersionId");
    private static final SerializedString RESOURCE = new SerializedString("resource");

    /** Without the resource itself, as all are before a route adds it. */
    public FhirResourceData(
            String resourceType,
            String resourceFhirAccount,
            String resourceFhirId,
            long resourceVersionId,
            String fhirVersion) {
        this(resourceType, resourceFhirAccount, resourceFhirId, resourceVersionId, fhirVersion, null);
    }

    /** The version as the server itself names it. */
    public String serverVersion() {
        return fhirVersion == null ? Long.toString(resourceVersionId) : fhirVersion;
    }

    @Override
    public String dataVersion() {
        return Long.toString(resourceVersionId);
    }

    @Override
    public String dataSchema() {
        return "#" + resourceVersionId;
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeFieldName(RESOURCE_TYPE);
        json.writeString(resourceType);
        json.writeFieldName(RESOURCE_FHIR_ACCOUNT);
        json.writeString(resourceFhirAccount);
        json.writeFieldName(RESOURCE_FHIR_ID);
        json.writeString(resourceFhirId);
        json.writeFieldName(RESOURCE_VERSION_ID);
        json.writeNumber(resourceVersionId);
        if (resource != null) {
            json.writeFieldName(RESOURCE);
            resource.write(json);
        }
        json.writeEndObject();
    }
}
