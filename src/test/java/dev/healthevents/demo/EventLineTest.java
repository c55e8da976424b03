package dev.healthevents.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class EventLineTest {

    private static final Instant SEEN = Instant.parse("2026-11-22T12:00:01.433Z");

    @Test
    void itTellsWhatHappenedToWhatAndHowLongTheNewsTook() throws Exception {
        assertThat(new EventLine(ZoneOffset.UTC, false).of(event(), SEEN))
                .isEqualTo("12:00:01.123  Created  Patient/123                        version 1    +0.31 s");
    }

    @Test
    void onATerminalACreationIsGreen() throws Exception {
        assertThat(new EventLine(ZoneOffset.UTC, true).of(event(), SEEN)).contains("\u001B[32mCreated\u001B[0m");
    }

    private static JsonNode event() throws Exception {
        return new ObjectMapper().readTree("""
                {"type":"Microsoft.HealthcareApis.FhirResourceCreated","subject":"localhost/Patient/123",
                "time":"2026-11-22T12:00:01.1230000Z","data":{"resourceVersionId":1}}""");
    }
}
