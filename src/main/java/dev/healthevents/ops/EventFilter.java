package dev.healthevents.ops;

import dev.healthevents.event.FhirResourceData;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import dev.healthevents.feed.fhir.ResourceTypes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * Which events somebody wants to see.
 *
 * @param types names on the wire; empty for all
 * @param resourceTypes FHIR types; empty for all, else no image is shown
 * @param subject a part of the subject; empty for all
 */
record EventFilter(List<String> types, List<String> resourceTypes, String subject) {

    private static final List<String> TYPES =
            Arrays.stream(HealthEventType.values()).map(HealthEventType::value).toList();

    /** @throws ResponseStatusException 400 with a sentence */
    EventFilter {
        types.forEach(type -> require(
                TYPES.contains(type),
                "type '" + type + "' is none of " + TYPES.stream().collect(Collectors.joining(", ", "", "."))));
        resourceTypes.forEach(
                type -> require(ResourceTypes.contains(type), "resourceType '" + type + "' is no FHIR resource type."));
    }

    boolean takes(HealthEvent event) {
        return (types.isEmpty() || types.contains(event.type()))
                && (resourceTypes.isEmpty()
                        || event.data() instanceof FhirResourceData data && resourceTypes.contains(data.resourceType()))
                && event.subject().contains(subject);
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, otherwise);
        }
    }
}
