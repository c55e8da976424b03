package dev.healthevents.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A real broker, asked for a topic for dead letters. */
class DeadLetterTopicIT {

    private static final EmbeddedKafkaKraftBroker BROKER = new EmbeddedKafkaKraftBroker(1, 1, "in_use");

    @BeforeAll
    static void start() {
        BROKER.afterPropertiesSet();
    }

    @AfterAll
    static void stop() {
        BROKER.destroy();
    }

    private static DeadLetterTopic topic(String name, String brokers) {
        return new DeadLetterTopic(new TopicSettings(
                "lab",
                "deliver",
                name,
                100,
                Duration.ofSeconds(8),
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers)));
    }

    @Test
    void itIsMadeOnceAndThenFound() throws Exception {
        for (int start = 0; start < 2; start++) {
            assertThat(topic("lab.dead-letters", BROKER.getBrokersAsString()).make())
                    .isEmpty();
        }
    }

    @Test
    void whyABrokerRefusesToMakeItIsTold() throws Exception {
        assertThat(topic("in.use", BROKER.getBrokersAsString()).make())
                .hasValueSatisfying(reason -> assertThat(reason).contains("collides"));
    }
}
