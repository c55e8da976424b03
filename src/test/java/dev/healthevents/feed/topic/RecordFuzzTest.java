package dev.healthevents.feed.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import dev.healthevents.event.EventSchema;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Rejected;
import dev.healthevents.fuzz.Cost;
import dev.healthevents.fuzz.EventAsSent;
import dev.healthevents.fuzz.Stretched;
import dev.healthevents.fuzz.Tree;

/** Feeds records of a topic: what claims to be a health event is one that can be sent on and stored, or has its reason. */
class RecordFuzzTest {

    private final RecordReader reader = new RecordReader("health-events");

    @DictionaryEntries({
        "\"specversion\":\"1.0\"",
        "\"type\":\"Microsoft.HealthcareApis.FhirResourceCreated\"",
        "\"eventType\":\"Microsoft.HealthcareApis.DicomImageDeleted\"",
        "\"id\":\"cc07512c-d177-5729-bb93-ecb3f09f6e49\"",
        "\"source\":\"/subscriptions/local\"",
        "\"topic\":\"/subscriptions/local\"",
        "\"subject\":\"fhir.example.org/Patient/1\"",
        "\"time\":\"2026-11-29T10:00:00.1234567Z\"",
        "\"+12026-11-29T10:00:00Z\"",
        "\"data\":{",
        "\"resource\":{",
        "\"fhirversion\":",
        "\"resourceVersionId\":1",
        "\"sequenceNumber\":1",
        "1e400",
        "\\u0000",
        "\\ud800",
        "null",
        "[",
        "{",
        "\2\f"
    })
    @FuzzTest
    void whatClaimsToBeAHealthEventIsOneOrHasItsReason(byte[] input) {
        byte[] record = Stretched.of(input);
        RecordEvents read = Cost.bounded(() -> reader.read(record, 2, 41));
        read.events().forEach(this::canBeSentAndReadAgain);
        read.rejected().forEach(RecordFuzzTest::hasReason);
        Tree.of(record).ifPresent(tree -> agree(read, tree));
    }

    private void canBeSentAndReadAgain(HealthEvent event) {
        EventAsSent.saysTheSame(event);
        assertThat(event.subject()).as("PostgreSQL stores it as text").doesNotContain("\0");
        for (EventSchema schema : EventSchema.values()) {
            byte[] sent = schema.write(event);
            RecordEvents again = reader.read(sent, 2, 41);
            assertThat(again.events()).as("%s", new String(sent, UTF_8)).hasSize(1);
            assertThat(schema.write(again.events().get(0))).isEqualTo(sent);
        }
    }

    private static void hasReason(Rejected event) {
        assertThat(event.reason()).isNotBlank().hasSizeLessThan(600);
        assertThat(event.entry()).matches("[ -~…]{1,1200}");
    }

    private static void agree(RecordEvents read, JsonNode tree) {
        if (tree.isArray() && !tree.isEmpty()) {
            assertThat(read.events().size() + read.rejected().size() + read.foreign())
                    .isEqualTo(tree.size());
        }
        read.events()
                .forEach(event -> assertThat(tree.toString())
                        .containsIgnoringCase(event.id().toString()));
    }
}
