package dev.healthevents.camel.filter;

import dev.healthevents.camel.yaml.WrongYamlException;
import dev.healthevents.event.DicomImageData;
import dev.healthevents.event.FhirResourceData;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventData;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What an advanced filter can look at: the keys of both schemas, whichever the sink's is. */
final class EventKey {

    private static final String RESOURCE = "data.resource.";

    private static final Map<String, Function<HealthEvent, Object>> KEYS = new TreeMap<>(Map.ofEntries(
            Map.entry("id", event -> event.id().toString()),
            Map.entry("source", HealthEvent::source),
            Map.entry("topic", HealthEvent::source),
            Map.entry("subject", HealthEvent::subject),
            Map.entry("type", HealthEvent::type),
            Map.entry("eventType", HealthEvent::type),
            Map.entry("specversion", event -> "1.0"),
            Map.entry("dataschema", data(HealthEventData::dataSchema)),
            Map.entry("dataVersion", data(HealthEventData::dataVersion)),
            Map.entry("fhirversion", fhir(FhirResourceData::fhirVersion)),
            Map.entry("data.resourceType", data(HealthEventData::resourceType)),
            Map.entry("data.resourceFhirAccount", data(HealthEventData::resourceFhirAccount)),
            Map.entry("data.resourceFhirId", data(HealthEventData::resourceFhirId)),
            Map.entry("data.resourceVersionId", fhir(FhirResourceData::resourceVersionId)),
            Map.entry("data.partitionName", data(HealthEventData::partitionName)),
            Map.entry("data.imageStudyInstanceUid", data(HealthEventData::imageStudyInstanceUid)),
            Map.entry("data.imageSeriesInstanceUid", data(HealthEventData::imageSeriesInstanceUid)),
            Map.entry("data.imageSopInstanceUid", data(HealthEventData::imageSopInstanceUid)),
            Map.entry("data.serviceHostName", data(HealthEventData::serviceHostName)),
            Map.entry("data.sequenceNumber", dicom(DicomImageData::sequenceNumber))));

    private static final Map<String, Function<HealthEvent, Object>> WHATEVER_CASE = new TreeMap<>();

    static {
        KEYS.forEach((key, read) -> WHATEVER_CASE.put(key.toLowerCase(Locale.ROOT), read));
    }

    private EventKey() {}

    /**
     * How to read a key's value.
     *
     * @param key in any case, as {@code Subject} and {@code Data.resourceType} in Microsoft's examples; what follows
     *     {@code data.resource.} is the path of a member of the resource, in its own case, with dots between
     * @return gives a text, a number, a boolean, a list or map of such, or {@code null} where the event has no value
     * @throws WrongYamlException if no health event can have it, for instance because it is misspelt
     */
    static Function<HealthEvent, Object> of(String key) {
        Function<HealthEvent, Object> read = WHATEVER_CASE.get(key.toLowerCase(Locale.ROOT));
        if (key.toLowerCase(Locale.ROOT).startsWith(RESOURCE)) {
            List<String> path = List.of(key.substring(RESOURCE.length()).split("\\."));
            return fhir(data -> data.resource() == null ? null : data.resource().member(path));
        }
        if (read == null) {
            throw new WrongYamlException(
                    "has the key '" + key + "', which no health event has",
                    "use one of " + String.join(", ", KEYS.keySet())
                            + ", or data.resource.… where a route has added that");
        }
        return read;
    }

    private static Function<HealthEvent, Object> data(Function<HealthEventData, Object> member) {
        return event -> member.apply(event.data());
    }

    private static Function<HealthEvent, Object> fhir(Function<FhirResourceData, Object> member) {
        return event -> event.data() instanceof FhirResourceData fhir ? member.apply(fhir) : null;
    }

    private static Function<HealthEvent, Object> dicom(Function<DicomImageData, Object> member) {
        return event -> event.data() instanceof DicomImageData dicom ? member.apply(dicom) : null;
    }
}
