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
                .isEqualTo("12:00:01.123  Created  Patient/123                        version 1     +0.31 s");
    }

    @Test
    void onATerminalACreationIsGreen() throws Exception {
        assertThat(new EventLine(ZoneOffset.UTC, true).of(event(), SEEN)).contains("\u001B[32mCreated\u001B[0m");
    }

    @Test
    void anImageIsToldByTheEndOfItsUidAndTheNumberOfItsChange() throws Exception {
        assertThat(new EventLine(ZoneOffset.UTC, false).of(image("1.2.826.0.1.3680043.10.9999.7.1.3"), SEEN))
                .isEqualTo("12:00:01.123  Deleted  Image ...1.3680043.10.9999.7.1.3   sequence 1234 +0.31 s");
    }

    @Test
    void aUidThatIsShortIsShownWhole() throws Exception {
        assertThat(new EventLine(ZoneOffset.UTC, false).of(image("1.2.840.7"), SEEN))
                .contains("Image 1.2.840.7 ");
    }

    @Test
    void aUidWithoutAPlaceToCutIsShownWhole() throws Exception {
        String uid = "2.25.329800735698586629295641978511506172918";
        assertThat(new EventLine(ZoneOffset.UTC, false).of(image(uid), SEEN)).contains("Image " + uid + " ");
    }

    private static JsonNode image(String uid) throws Exception {
        return new ObjectMapper().readTree("""
                {"type":"Microsoft.HealthcareApis.DicomImageDeleted","subject":"localhost/v1/partitions/P/studies/1",
                "time":"2026-11-22T12:00:01.1230000Z","data":{"imageSopInstanceUid":"%s","sequenceNumber":1234}}""".formatted(uid));
    }

    private static JsonNode event() throws Exception {
        return new ObjectMapper().readTree("""
                {"type":"Microsoft.HealthcareApis.FhirResourceCreated","subject":"localhost/Patient/123",
                "time":"2026-11-22T12:00:01.1230000Z","data":{"resourceVersionId":1}}""");
    }
}
