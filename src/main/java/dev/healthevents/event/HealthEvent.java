package dev.healthevents.event;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * One change of one resource or image, as Azure Health Data Services announces it.
 *
 * @param id the same for the same change, for ever; see {@code EventIds}
 * @param source the workspace: CloudEvents {@code source}, Event Grid {@code topic}
 * @param kind what happened
 * @param subject {@code host/Type/id}, or the path of an image after the host of its service; without a scheme
 * @param time when the server says that it happened
 * @param data the ids of what changed, and the resource itself if a route has added it
 */
public record HealthEvent(
        UUID id, String source, HealthEventType kind, String subject, Instant time, HealthEventData data) {

    /** That of its id alone: routes that look at a body's members have Camel keep such bodies as keys. */
    @Override
    public int hashCode() {
        return Objects.hashCode(id);
    }

    /**
     * What happened, under its name on the wire: CloudEvents {@code type}, Event Grid {@code eventType}.
     *
     * <p>A text, because routes compare {@code ${body.type}} with texts. With an enum in its place Camel's
     * {@code contains} finds nothing, and its {@code in} throws.
     */
    public String type() {
        return kind.value();
    }

    /**
     * The same event with the resource itself in its data, and so with health data of a person.
     *
     * @param json the resource in FHIR's JSON
     * @throws IllegalArgumentException if it is no JSON object, or the event is about an image
     */
    public HealthEvent withResource(String json) {
        if (!(data instanceof FhirResourceData fhir)) {
            throw new IllegalArgumentException("Event " + id + " is about an image, which has no FHIR resource");
        }
        return new HealthEvent(
                id,
                source,
                kind,
                subject,
                time,
                new FhirResourceData(
                        fhir.resourceType(),
                        fhir.resourceFhirAccount(),
                        fhir.resourceFhirId(),
                        fhir.resourceVersionId(),
                        fhir.fhirVersion(),
                        ResourceContent.of(json)));
    }
}
