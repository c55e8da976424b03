package dev.healthevents.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.delivery.Sink;
import dev.healthevents.delivery.Sinks;
import dev.healthevents.event.EventSchema;
import dev.healthevents.source.Source;
import dev.healthevents.source.SourceSettings;
import dev.healthevents.source.WakeSecret;
import dev.healthevents.state.ReplayRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.server.ResponseStatusException;

class ReplayFormTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Sinks SINKS = new Sinks(List.of(sink("file"), sink("event-hubs")));

    private static Sink sink(String name) {
        return new Sink(name, EventSchema.CLOUD_EVENTS, null, 1, null, null);
    }

    private static Source source(String type) {
        Duration any = Duration.ofSeconds(1);
        return new Source(
                new SourceSettings(
                        "lab", type, SourceSettings.Start.NOW, null, any, any, any, any, 250, WakeSecret.NONE),
                () -> {
                    throw new AssertionError("nothing is read");
                },
                Clock.fixed(NOON, ZoneOffset.UTC));
    }

    private static ReplayRequest read(String type, String json) throws Exception {
        String quoted = json.replace('\'', '"');
        return new ReplayForm(source(type), SINKS).read(new ObjectMapper().readTree(quoted));
    }

    @Test
    void allMembersAreTakenAsTheyAre() throws Exception {
        String json = """
                {'from': '2026-01-01T00:00:00Z', 'to': '2026-01-02T01:00:00+01:00', 'types': ['Patient', 'Patient'],
                 'sinks': ['event-hubs'], 'rate': 5}""";

        assertThat(read("fhir", json))
                .isEqualTo(new ReplayRequest(
                        "lab",
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Instant.parse("2026-01-02T00:00:00Z"),
                        List.of("Patient"),
                        List.of("event-hubs"),
                        5));
    }

    @Test
    void withoutMoreItIsEverythingUpToNowForAllSinksAtTheConfiguredRate() throws Exception {
        assertThat(read("fhir", "{'from': '2026-01-01T00:00:00Z'}"))
                .isEqualTo(new ReplayRequest(
                        "lab",
                        Instant.parse("2026-01-01T00:00:00Z"),
                        NOON,
                        List.of(),
                        List.of("file", "event-hubs"),
                        250));
    }

    @Test
    void anEndInTheFutureIsCutToNow() throws Exception {
        assertThat(read("fhir", "{'from': '2026-01-01T00:00:00Z', 'to': '2099-01-01T00:00:00Z'}")
                        .to())
                .isEqualTo(NOON);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "[] | The body must be a JSON object with from, and as wanted to, types, sinks and rate.",
                "{'to': '2026-01-01T00:00:00Z'} | from is missing; set it to an instant such as 2026-01-31T00:00:00Z.",
                "{'from': 'monday'} | from is 'monday'; set it to an instant such as 2026-01-31T00:00:00Z.",
                "{'from': 17} | from is '17'; set it to an instant such as 2026-01-31T00:00:00Z.",
                "{'from': '0001-01-01T00:00:00Z'} | from must not be before 1900-01-01T00:00:00Z.",
                "{'from': '2026-01-02T00:00:00Z', 'to': '2026-01-02T00:00:00Z'}"
                        + " | from (2026-01-02T00:00:00Z) must be before to (2026-01-02T00:00:00Z).",
                "{'from': '2026-04-01T00:00:00Z', 'to': '2026-05-01T00:00:00Z'}"
                        + " | from (2026-04-01T00:00:00Z) must be before the source's present (2026-03-01T12:00:00Z).",
                "{'from': '2026-01-01T00:00:00Z', 'sink': 'file'} | 'sink' is none of from, to, types, sinks and rate.",
                "{'from': '2026-01-01T00:00:00Z', 'sinks': ['fax']} | There is no sink 'fax'; on are file, event-hubs.",
                "{'from': '2026-01-01T00:00:00Z', 'sinks': []}"
                        + " | \"sinks must be a list of names, such as [\"\"file\"\"]; leave it out for all.\"",
                "{'from': '2026-01-01T00:00:00Z', 'types': 'Patient'} | \"types must be a list of names, such as"
                        + " [\"\"Patient\"\", \"\"Observation\"\"]; leave it out for all.\"",
                "{'from': '2026-01-01T00:00:00Z', 'types': ['Patiant']} | 'Patiant' is no FHIR resource type.",
                "{'from': '2026-01-01T00:00:00Z', 'rate': 0}"
                        + " | rate must be a whole number of events a second from 1 to 100000.",
                "{'from': '2026-01-01T00:00:00Z', 'rate': 1.5}"
                        + " | rate must be a whole number of events a second from 1 to 100000.",
            })
    void whatIsWrongIsToldInASentence(String json, String sentence) {
        assertThatThrownBy(() -> read("fhir", json)).isInstanceOfSatisfying(ResponseStatusException.class, refusal -> {
            assertThat(refusal.getStatusCode().value()).isEqualTo(400);
            assertThat(refusal.getReason()).isEqualTo(sentence);
        });
    }

    @Test
    void onlyAFhirSourceHasTypes() {
        assertThatThrownBy(() -> read("dicom", "{'from': '2026-01-01T00:00:00Z', 'types': ['Patient']}"))
                .hasMessageContaining("types can be asked for of a FHIR source only; lab is of type dicom.");
    }
}
