package dev.healthevents.event;

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
 */
public record FhirResourceData(
        String resourceType,
        String resourceFhirAccount,
        String resourceFhirId,
        long resourceVersionId,
        String fhirVersion)
        implements HealthEventData {

    @Override
    public long dataVersion() {
        return resourceVersionId;
    }
}
