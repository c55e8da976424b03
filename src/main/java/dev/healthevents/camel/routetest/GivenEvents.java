package dev.healthevents.camel.routetest;

import dev.healthevents.camel.yaml.WrongYamlException;
import dev.healthevents.camel.yaml.YamlObject;
import dev.healthevents.event.DicomImageData;
import dev.healthevents.event.EventIds;
import dev.healthevents.event.FhirResourceData;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The events of a test, each under a name of the test's own. They are written as CloudEvents of which everything but
 * {@code type} may be left out.
 */
final class GivenEvents {

    private static final String PREFIX = "Microsoft.HealthcareApis.";
    private static final String WORKSPACE =
            "/subscriptions/local/resourceGroups/local/providers/Microsoft.HealthcareApis/workspaces/local";
    private static final Instant TIME = Instant.parse("2026-01-31T12:00:00Z");
    private static final Set<String> MEMBERS = new TreeSet<>(Set.of("type", "source", "fhirversion", "data"));
    private static final Set<String> FHIR =
            new TreeSet<>(Set.of("resourceType", "resourceFhirAccount", "resourceFhirId", "resourceVersionId"));
    private static final Set<String> DICOM = new TreeSet<>(Set.of(
            "partitionName",
            "imageStudyInstanceUid",
            "imageSeriesInstanceUid",
            "imageSopInstanceUid",
            "serviceHostName",
            "sequenceNumber"));

    private final Map<String, HealthEvent> byName = new LinkedHashMap<>();

    /** @throws WrongYamlException if one of them is no event, or two are the same */
    static Map<String, HealthEvent> of(Map<?, ?> written) {
        GivenEvents events = new GivenEvents();
        written.forEach((name, event) -> events.add(String.valueOf(name), event));
        return events.byName;
    }

    private void add(String name, Object written) {
        YamlObject members = YamlObject.of("The event " + name, written, MEMBERS);
        HealthEventType kind = kind(name, members.text("type"));
        Object data = members.get("data") == null ? Map.of() : members.get("data");
        HealthEvent event = kind.value().startsWith(PREFIX + "Fhir")
                ? resource(name, members, kind, YamlObject.of("The data of " + name, data, FHIR))
                : image(members, kind, YamlObject.of("The data of " + name, data, DICOM));
        byName.forEach((other, given) -> {
            if (given.id().equals(event.id())) {
                throw new WrongYamlException(
                        "The events " + other + " and " + name + " are the same change: give one of" + " them another "
                                + (event.data().resourceType() == null ? "sequenceNumber" : "resourceVersionId"));
            }
        });
        byName.put(name, event);
    }

    private static HealthEventType kind(String name, String type) {
        String full = type.startsWith(PREFIX) ? type : PREFIX + type;
        return Arrays.stream(HealthEventType.values())
                .filter(kind -> kind.value().equals(full))
                .findFirst()
                .orElseThrow(() -> new WrongYamlException("The event " + name
                        + (type.isEmpty() ? " has no type" : " has the type " + type) + ": write one of "
                        + Arrays.stream(HealthEventType.values())
                                .map(kind -> kind.value().substring(PREFIX.length()))
                                .collect(Collectors.joining(", "))));
    }

    private static HealthEvent resource(String name, YamlObject event, HealthEventType kind, YamlObject data) {
        String type = data.text("resourceType", "Patient");
        String account = data.text("resourceFhirAccount", "fhir.example.org");
        String id = data.text("resourceFhirId", name);
        long version = data.number("resourceVersionId", kind == HealthEventType.FHIR_RESOURCE_CREATED ? 1 : 2);
        String own = event.text("fhirversion", null);
        return new HealthEvent(
                EventIds.fhir(account, type, id, own == null ? Long.toString(version) : own, TIME),
                event.text("source", WORKSPACE),
                kind,
                account + "/" + type + "/" + id,
                TIME,
                new FhirResourceData(type, account, id, version, own));
    }

    private HealthEvent image(YamlObject event, HealthEventType kind, YamlObject data) {
        String partition = data.text("partitionName", "Microsoft.Default");
        String study = data.text("imageStudyInstanceUid", "1.2.3");
        String series = data.text("imageSeriesInstanceUid", study + ".1");
        long sequence = data.number("sequenceNumber", byName.size() + 1);
        String instance = data.text("imageSopInstanceUid", series + "." + sequence);
        String host = data.text("serviceHostName", "pacs.example.org");
        return new HealthEvent(
                EventIds.dicom(host, 1, sequence),
                event.text("source", WORKSPACE),
                kind,
                host + "/v1/partitions/" + partition + "/studies/" + study + "/series/" + series + "/instances/"
                        + instance,
                TIME,
                new DicomImageData(partition, study, series, instance, host, sequence));
    }
}
