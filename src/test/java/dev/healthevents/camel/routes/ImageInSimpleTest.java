package dev.healthevents.camel.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.event.DicomImageData;
import dev.healthevents.event.EventIds;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import dev.healthevents.source.Events;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A route's conditions may be about resources and still be asked of an image, and the other way round. */
class ImageInSimpleTest {

    private static final HealthEvent IMAGE = new HealthEvent(
            EventIds.dicom("pacs", 1, 7),
            "/workspaces/test",
            HealthEventType.DICOM_IMAGE_CREATED,
            "pacs/v1/studies/1.2/series/1.2.3/instances/1.2.3.4",
            Events.TIME,
            new DicomImageData(null, "1.2", "1.2.3", "1.2.3.4", "pacs", 7));

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "${body.data.resourceFhirAccount} == 'lab.example.org'; false",
                "${body.data.resourceFhirId} == '1'; false",
                "${body.data.imageStudyInstanceUid} == '1.2'; true",
                "${body.data.serviceHostName} == 'pacs'; true",
                "${body.data.sequenceNumber} > 6; true"
            })
    void anyConditionCanBeAskedOfAnImage(String condition, boolean holds) throws IOException {
        assertThat(holds(condition, IMAGE)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "${body.data.imageStudyInstanceUid} == '1.2'; false",
                "${body.data.serviceHostName} == 'pacs'; false",
                "${body.data.partitionName} == 'Microsoft.Default'; false"
            })
    void aConditionOnImagesCanBeAskedOfAResource(String condition, boolean holds) throws IOException {
        assertThat(holds(condition, Events.created("Patient", "1"))).isEqualTo(holds);
    }

    private static boolean holds(String condition, HealthEvent event) throws IOException {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            Exchange exchange = new DefaultExchange(camel);
            exchange.getMessage().setBody(event);
            return camel.resolveLanguage("simple").createPredicate(condition).matches(exchange);
        }
    }
}
