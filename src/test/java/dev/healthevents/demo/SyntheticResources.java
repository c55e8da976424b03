package dev.healthevents.demo;

import java.time.LocalDate;
import java.util.List;
import java.util.random.RandomGenerator;

/** FHIR R4 resources as JSON, about people who do not exist. */
final class SyntheticResources {

    private static final List<String> GIVEN = List.of("Ada", "Bo", "Cleo", "Dara", "Enzo", "Fay", "Gus", "Hana", "Ivo");
    private static final List<String> FAMILY =
            List.of("Sample", "Specimen", "Mockley", "Placeholder", "Testwell", "Fictiva", "Dummond", "Exemplar");
    private static final List<Vital> VITALS = List.of(
            new Vital("8867-4", "Heart rate", "/min", 55, 60),
            new Vital("8310-5", "Body temperature", "Cel", 36, 4),
            new Vital("9279-1", "Respiratory rate", "/min", 12, 12),
            new Vital("59408-5", "Oxygen saturation", "%", 90, 10));

    private final RandomGenerator random;

    SyntheticResources(RandomGenerator random) {
        this.random = random;
    }

    /** A patient with this medical record number; every call gives another name and birth date. */
    String patient(String id, String record) {
        String birthDate =
                LocalDate.of(1930, 1, 1).plusDays(random.nextInt(32_000)).toString();
        return """
                {"resourceType":"Patient",%s"identifier":[{"system":"urn:demo:record","value":"%s"}],\
                "name":[{"family":"%s","given":["%s"]}],"gender":"%s","birthDate":"%s"}""".formatted(
                        member("id", id), record, any(FAMILY), any(GIVEN), any(List.of("female", "male")), birthDate);
    }

    /** A stay in hospital; its id is left to the server where {@code id} is null. */
    String encounter(String id, String patient, String status) {
        return """
                {"resourceType":"Encounter",%s"status":"%s","class":\
                {"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"IMP"},\
                "subject":{"reference":"%s"}}""".formatted(member("id", id), status, patient);
    }

    /** One vital sign of that patient. */
    String observation(String patient) {
        Vital vital = any(VITALS);
        return """
                {"resourceType":"Observation","status":"final","code":{"coding":\
                [{"system":"http://loinc.org","code":"%s","display":"%s"}]},"subject":{"reference":"%s"},\
                "valueQuantity":{"value":%d,"unit":"%s"}}""".formatted(vital.code, vital.name, patient, vital.lowest + random.nextInt(vital.span), vital.unit);
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static String member(String name, String value) {
        return value == null ? "" : "\"%s\":\"%s\",".formatted(name, value);
    }

    private record Vital(String code, String name, String unit, int lowest, int span) {}
}
