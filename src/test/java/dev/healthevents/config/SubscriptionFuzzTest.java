package dev.healthevents.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import dev.healthevents.event.SampleImage;
import dev.healthevents.fuzz.Cost;
import dev.healthevents.fuzz.Stretched;
import dev.healthevents.source.Events;
import java.nio.file.Path;
import java.util.List;

/** Feeds event subscriptions as the Azure CLI prints them: what can't be taken is told in a sentence. */
class SubscriptionFuzzTest {

    private static final String KEY = "health-events.sinks.lab.subscription-file";
    private static final Path FILE = Path.of("subscription.json");
    private static final List<HealthEvent> EVENTS =
            List.of(Events.created("Observation", "7"), SampleImage.of(HealthEventType.DICOM_IMAGE_CREATED));

    @DictionaryEntries({
        "{\"properties\":{",
        "\"filter\":{",
        "\"advancedFilters\":[{",
        "\"operatorType\":\"NumberInRange\",\"key\":\"data.resourceVersionId\",\"values\":[[1,9]]",
        "\"operatorType\":\"StringIn\",\"key\":\"data.resource.status\",\"values\":[\"final\"]",
        "\"includedEventTypes\":[\"Microsoft.HealthcareApis.FhirResourceCreated\"]",
        "\"retryPolicy\":{\"maxDeliveryAttempts\":30,\"eventTimeToLiveInMinutes\":1440}",
        "\"destination\":{\"endpointType\":\"EventHub\",\"resourceId\":\"/namespaces/n/eventhubs/h\"}",
        "\"deadLetterDestination\":{\"resourceId\":\"/storageAccounts/a\",\"blobContainerName\":\"c\"}",
        "\"deliveryWithResourceIdentity\":{",
        "\"eventDeliverySchema\":\"CloudEventSchemaV1_0\"",
        "1e400",
        "null",
        "\2\f"
    })
    @FuzzTest
    void aSubscriptionIsTakenOrRefusedInASentence(byte[] input) {
        String json = new String(Stretched.of(input), UTF_8);
        String refusal = Cost.bounded(() -> refusal(json));
        assertThat(refusal).startsWith(KEY).hasSizeLessThan(2_000 + 2 * json.length());
    }

    /** How it is refused, or the key where it is not. */
    private static String refusal(String json) {
        try {
            take(SubscriptionFile.parse(KEY, FILE, json));
            return KEY;
        } catch (WrongConfigurationException e) {
            assertThat(e.mend()).isNotBlank();
            return e.getMessage();
        }
    }

    private static void take(SubscriptionFile file) {
        EVENTS.forEach(SinkFilter.ofSubscription(KEY, file)::test);
        file.attempts();
        file.timeToLive();
        file.schema();
        file.deadLetterContainer();
        file.notTaken();
        file.destination().ifPresent(to -> {
            to.type();
            to.namespace();
            to.eventHub();
            to.url();
            to.batchSize();
            to.mendOfMissingUrl();
            to.notTaken();
        });
    }
}
