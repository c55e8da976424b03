package dev.healthevents.bridge;

import static dev.healthevents.bridge.HapiHistory.deleteEntry;
import static dev.healthevents.bridge.HapiHistory.putEntry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** One set of changes for every FHIR server that can be had: each kind makes them, and says what must be announced. */
final class CommonChanges {

    static final int TRANSACTION = 2_000;

    private static final String ACTIVE = "\"active\":true";
    private static final String INACTIVE = "\"active\":false";

    private final HapiHistory fhir;

    CommonChanges(HapiHistory fhir) {
        this.fhir = fhir;
    }

    /** @param name as it is told */
    record Kind(String name, Making making) {}

    /** Makes changes, and returns all of the same resources as they must be announced, those of one in their order. */
    interface Making {
        List<String> make() throws Exception;
    }

    List<Kind> kinds() {
        return List.of(
                new Kind("create, update, delete, undelete", this::oneAfterTheOther),
                new Kind("batch", this::batch),
                new Kind("create, update and delete by condition", this::byCondition),
                new Kind("delete and put of one resource in one transaction", this::deleteAndPut),
                new Kind("create and delete of what is expunged next", this::willBeErased),
                new Kind("expunge, and put again", this::eraseAndPutAgain));
    }

    /** All of one time. */
    List<String> transaction() throws Exception {
        fhir.bundle(
                "transaction",
                IntStream.range(0, TRANSACTION)
                        .mapToObj(i -> putEntry("Patient", "t" + i, ACTIVE))
                        .toList());
        return IntStream.range(0, TRANSACTION)
                .mapToObj(i -> "Patient/t" + i + "/_history/1 Created")
                .toList();
    }

    /** One request after the other, each a new version, for as long as it is wanted. */
    List<String> singles(BooleanSupplier more) throws Exception {
        List<String> changes = new ArrayList<>();
        for (int i = 0; more.getAsBoolean(); i++) {
            int version = i / 20 + 1;
            fhir.put("Patient", "s" + i % 20, "\"birthDate\":\"" + (1000 + version) + "-01-01\"");
            changes.add("Patient/s" + i % 20 + "/_history/" + version + (version == 1 ? " Created" : " Updated"));
        }
        return changes;
    }

    private List<String> oneAfterTheOther() throws Exception {
        String id = fhir.post("Patient", ACTIVE).path("id").asText();
        fhir.put("Patient", id, INACTIVE);
        fhir.delete("Patient", id);
        fhir.put("Patient", id, ACTIVE);
        return changes(id, "Created", "Updated", "Deleted", "Updated");
    }

    private List<String> batch() throws Exception {
        fhir.put("Patient", "b1", ACTIVE);
        fhir.bundle(
                "batch",
                List.of(
                        putEntry("Patient", "b2", ACTIVE),
                        deleteEntry("Patient", "b1"),
                        putEntry("Patient", "b3", ACTIVE)));
        List<String> changes = new ArrayList<>(changes("b1", "Created", "Deleted"));
        changes.addAll(changes("b2", "Created"));
        changes.addAll(changes("b3", "Created"));
        return changes;
    }

    private List<String> byCondition() throws Exception {
        JsonNode created = fhir.postUnlessThere("Patient", "c");
        fhir.postUnlessThere("Patient", "c");
        fhir.putWhere("Patient", "c", INACTIVE);
        fhir.deleteWhere("Patient", "c");
        return changes(created.path("id").asText(), "Created", "Updated", "Deleted");
    }

    /** HAPI 8.8 makes two versions of one time of it, 7.2 one: what its history shows is what must be announced. */
    private List<String> deleteAndPut() throws Exception {
        fhir.put("Patient", "o", ACTIVE);
        fhir.bundle("transaction", List.of(deleteEntry("Patient", "o"), putEntry("Patient", "o", INACTIVE)));
        return fhir.changes("o/").stream()
                .sorted(Comparator.comparing(change -> change.replaceAll(".*_history/", "")))
                .toList();
    }

    private List<String> willBeErased() throws Exception {
        fhir.put("Patient", "e", ACTIVE);
        fhir.delete("Patient", "e");
        return changes("e", "Created", "Deleted");
    }

    /** Once it is announced: what is erased before anybody has looked is seen by nobody. */
    private List<String> eraseAndPutAgain() throws Exception {
        fhir.expunge("Patient", "e");
        fhir.put("Patient", "e", INACTIVE);
        List<String> changes = new ArrayList<>(changes("e", "Created", "Deleted"));
        changes.addAll(changes("e", "Created"));
        return changes;
    }

    private static List<String> changes(String id, String... operations) {
        return IntStream.range(0, operations.length)
                .mapToObj(i -> "Patient/" + id + "/_history/" + (i + 1) + " " + operations[i])
                .toList();
    }
}
