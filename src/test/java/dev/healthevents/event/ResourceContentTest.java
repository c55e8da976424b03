package dev.healthevents.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceContentTest {

    private static final HealthEvent EVENT = new HealthEvent(
            new UUID(1, 2),
            "/workspaces/test",
            HealthEventType.FHIR_RESOURCE_CREATED,
            "lab.example.org/Observation/1",
            Instant.EPOCH,
            new FhirResourceData("Observation", "lab.example.org", "1", 1, null));

    @ParameterizedTest
    @EnumSource(EventSchema.class)
    void bothSchemasWriteItAsTheLastMemberOfTheDataOnOneLineAndToTheDigit(EventSchema schema) {
        HealthEvent enriched = EVENT.withResource("{\n  \"value\": 1.50,\n  \"more\": [1E400, null]\n}\n");

        assertThat(new String(schema.write(enriched), UTF_8))
                .contains("\"resourceVersionId\":1,\"resource\":{\"value\":1.50,\"more\":[1E+400,null]}}");
    }

    @Test
    void halfOfACharacterIsToldBeforeTheEventIsWritten() {
        assertThatThrownBy(() -> ResourceContent.of("{\"note\":\"x\\ud800y\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The resource has half of a character (a surrogate alone) in a text");
    }

    @Test
    void aNumberThatIsNoneForJavaIsToldWithoutIt() {
        assertThatThrownBy(() -> ResourceContent.of("{\"value\":1e2147483648}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("1e2147483648");
    }

    @Test
    void whatIsTooLargeForAnEventIsToldByItsLengthAlone() {
        String large = "{\"note\":\"" + "x".repeat(ResourceContent.MOST) + "\"}";

        assertThatThrownBy(() -> ResourceContent.of(large))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4194315 characters")
                .hasMessageNotContaining("xx");
    }

    @Test
    void noTextAboutAnEventHasAnyOfIt() {
        assertThat(EVENT.withResource("{\"name\":\"Chalmers\"}").toString())
                .doesNotContain("Chalmers")
                .contains("resource=[19 characters]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[\"Chalmers\"]", "\"Chalmers\"", "{\"a\":\"Chalmers\"", "{}{\"a\":\"Chalmers\"}", "Chalmers", ""
            })
    void whatIsNoJsonObjectIsRefusedAndNotQuoted(String json) {
        assertThatThrownBy(() -> EVENT.withResource(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("A resource must be one JSON object")
                .hasStackTraceContaining("withResource")
                .satisfies(e -> assertThat(e.getCause()).isNull())
                .hasMessageNotContaining("Chalmers");
    }

    @Test
    void anImageTakesNone() {
        assertThatThrownBy(() ->
                        SampleImage.of(HealthEventType.DICOM_IMAGE_CREATED).withResource("{}"))
                .hasMessageContaining("is about an image, which has no FHIR resource");
    }
}
