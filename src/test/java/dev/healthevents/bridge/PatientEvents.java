package dev.healthevents.bridge;

import dev.healthevents.event.EventIds;
import dev.healthevents.event.EventSchema;
import dev.healthevents.event.FhirResourceData;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Events of patients, written to a topic as the sink event-hubs writes them. */
final class PatientEvents implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer;
    private final String topic;
    private volatile Exception failed;

    PatientEvents(String brokers, String topic) {
        this.topic = topic;
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        brokers,
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        // A topic that was made just now confuses the numbers of an idempotent one.
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        false,
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    static HealthEvent event(int patient, int version) {
        Instant time = Instant.parse("2026-11-21T05:00:21.44Z").plusSeconds(version);
        String id = "p" + patient;
        return new HealthEvent(
                EventIds.fhir("fhir.example.org", "Patient", id, Integer.toString(version), time),
                "/subscriptions/local/workspaces/clinic",
                version == 1 ? HealthEventType.FHIR_RESOURCE_CREATED : HealthEventType.FHIR_RESOURCE_UPDATED,
                "fhir.example.org/Patient/" + id,
                time,
                new FhirResourceData("Patient", "fhir.example.org", id, version, null));
    }

    void send(String key, byte[] value) {
        producer.send(new ProducerRecord<>(topic, key, value), this::sent);
        flush();
    }

    private void sent(RecordMetadata place, Exception failure) {
        failed = failure == null ? failed : failure;
    }

    private void flush() {
        producer.flush();
        if (failed != null) {
            throw new IllegalStateException("The broker does not have all of it", failed);
        }
    }

    /** Of each of so many patients a version; returns when the broker has them. */
    void send(int patients, int version) {
        for (int patient = 0; patient < patients; patient++) {
            HealthEvent event = event(patient, version);
            producer.send(
                    new ProducerRecord<>(topic, event.subject(), EventSchema.CLOUD_EVENTS.write(event)), this::sent);
        }
        flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
