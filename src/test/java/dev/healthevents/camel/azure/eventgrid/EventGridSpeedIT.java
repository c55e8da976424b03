package dev.healthevents.camel.azure.eventgrid;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.standin.eventgrid.EventGridTopic;
import dev.healthevents.standin.eventgrid.TopicSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Faster than the service takes events, with the strict stand-in in the same process. */
class EventGridSpeedIT {

    private static final Logger LOG = LoggerFactory.getLogger(EventGridSpeedIT.class);
    private static final int EVENTS = 100_000;
    private static final int LIST = 2_000;
    private static final int PER_SECOND = 10_000;

    private static final String CLOUD_EVENT =
            "{\"id\":\"4c62e568-c117-5123-9797-%012d\",\"source\":\"/subscriptions/local/"
                    + "resourceGroups/local/providers/Microsoft.HealthcareApis/workspaces/clinic\",\"specversion\":\"1.0\",\"type\":"
                    + "\"Microsoft.HealthcareApis.FhirResourceCreated\",\"dataschema\":\"#1\",\"subject\":\"fhir.example.org/Patient"
                    + "/1000\",\"time\":\"2026-11-21T05:00:21.4400000Z\",\"data\":{\"resourceType\":\"Patient\",\"resourceFhirAccount"
                    + "\":\"fhir.example.org\",\"resourceFhirId\":\"1000\",\"resourceVersionId\":1}}";
    private static final String GRID_EVENT =
            "{\"id\":\"4c62e568-c117-5123-9797-%012d\",\"topic\":\"/subscriptions/local/"
                    + "resourceGroups/local/providers/Microsoft.HealthcareApis/workspaces/clinic\",\"subject\":\"fhir.example.org/"
                    + "Patient/1000\",\"data\":{\"resourceType\":\"Patient\",\"resourceFhirAccount\":\"fhir.example.org\","
                    + "\"resourceFhirId\":\"1000\",\"resourceVersionId\":1},\"eventType\":\"Microsoft.HealthcareApis."
                    + "FhirResourceCreated\",\"dataVersion\":\"1\",\"metadataVersion\":\"1\",\"eventTime\":"
                    + "\"2026-11-21T05:00:21.4400000Z\"}";

    @ParameterizedTest
    @EnumSource
    void aHundredThousandEventsTakeLessThanTenSeconds(TopicSchema schema) throws Exception {
        boolean cloud = schema == TopicSchema.CLOUD_EVENTS;
        try (EventGridTopic topic = EventGridTopic.start(schema);
                DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("key", EventGridTopic.KEY);
            context.start();
            String uri = "azure-eventgrid:" + topic.url() + "?accessKey=#bean:key&schema="
                    + (cloud ? "cloud-events" : "event-grid");
            List<List<Message>> lists = lists(context, cloud ? CLOUD_EVENT : GRID_EVENT);
            ProducerTemplate template = context.createProducerTemplate();

            long begin = System.nanoTime();
            lists.forEach(list -> template.sendBody(uri, list));
            Duration took = Duration.ofNanos(System.nanoTime() - begin);

            assertThat(topic.ids()).hasSize(EVENTS);
            long perSecond = EVENTS * 1_000L / took.toMillis();
            LOG.info("{} events of {} a second into the stand-in", perSecond, schema);
            assertThat(perSecond).isGreaterThan(PER_SECOND);
        }
    }

    private static List<List<Message>> lists(DefaultCamelContext context, String event) {
        List<List<Message>> lists = new ArrayList<>();
        for (int from = 0; from < EVENTS; from += LIST) {
            lists.add(IntStream.range(from, from + LIST)
                    .mapToObj(i -> message(context, event.formatted(i).getBytes(UTF_8)))
                    .toList());
        }
        return lists;
    }

    private static Message message(DefaultCamelContext context, byte[] event) {
        Message message = new DefaultMessage(context);
        message.setBody(event);
        return message;
    }
}
