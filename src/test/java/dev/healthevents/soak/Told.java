package dev.healthevents.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What an event says.
 *
 * @param account of which source it is
 * @param key the resource or image that it is about
 * @param number the resource's version, or the image's place in its feed
 * @param operation {@code Created}, {@code Updated} or {@code Deleted}
 * @param time of the change as the event has it
 * @param id of the event
 */
record Told(String account, String key, long number, String operation, String time, String id) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Four sinks are given the same events, millions of them. */
    private static final Map<String, String> WORDS = new ConcurrentHashMap<>();

    /** @param cloudEvent one event, JSON */
    static Told of(String cloudEvent) {
        try {
            JsonNode event = JSON.readTree(cloudEvent);
            JsonNode data = event.get("data");
            String type = event.get("type").asText().replaceFirst("Microsoft\\.HealthcareApis\\.", "");
            boolean image = type.startsWith("Dicom");
            String key = image
                    ? data.get("imageSopInstanceUid").asText()
                    : data.get("resourceType").asText() + "/"
                            + data.get("resourceFhirId").asText();
            return new Told(
                    once(data.get(image ? "serviceHostName" : "resourceFhirAccount")
                            .asText()),
                    once(key),
                    data.get(image ? "sequenceNumber" : "resourceVersionId").asLong(),
                    once(type.replaceFirst("(FhirResource|DicomImage)", "")),
                    once(event.get("time").asText()),
                    once(event.get("id").asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(cloudEvent, e);
        }
    }

    private static String once(String word) {
        String known = WORDS.putIfAbsent(word, word);
        return known == null ? word : known;
    }

    /** As the servers' tables can be told by. */
    String change() {
        return key + " " + number + " " + operation;
    }

    /**
     * What tells one change from all others: a resource that was erased and put again has its first version twice. Of a
     * delete the time may be a guess.
     */
    String identity() {
        return account + " " + change() + (operation.equals("Deleted") ? "" : " " + time);
    }

    /**
     * The same of an Orthanc: who reads a row of its log without having known the image calls a store created that another
     * one calls updated, and their numbers may be their own.
     */
    String stored() {
        return account + " " + key + (operation.equals("Deleted") ? " deleted" : " stored");
    }
}
