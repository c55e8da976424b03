package dev.healthevents.event;

/**
 * The events of Azure Health Data Services, under the names that consumers filter by.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/event-schema-azure-health-data-services">Azure Health
 *     Data Services as an Event Grid source</a>
 */
public enum HealthEventType {
    FHIR_RESOURCE_CREATED("Microsoft.HealthcareApis.FhirResourceCreated"),
    FHIR_RESOURCE_UPDATED("Microsoft.HealthcareApis.FhirResourceUpdated"),
    FHIR_RESOURCE_DELETED("Microsoft.HealthcareApis.FhirResourceDeleted"),
    DICOM_IMAGE_CREATED("Microsoft.HealthcareApis.DicomImageCreated"),
    DICOM_IMAGE_UPDATED("Microsoft.HealthcareApis.DicomImageUpdated"),
    DICOM_IMAGE_DELETED("Microsoft.HealthcareApis.DicomImageDeleted");

    private final String value;

    HealthEventType(String value) {
        this.value = value;
    }

    /** The name on the wire: CloudEvents {@code type}, Event Grid {@code eventType}. */
    public String value() {
        return value;
    }

    /** The name on the wire, also where text is made of it, as in logs. */
    @Override
    public String toString() {
        return value;
    }
}
