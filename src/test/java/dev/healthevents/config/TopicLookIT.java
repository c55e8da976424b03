package dev.healthevents.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A real broker, asked for a topic. */
class TopicLookIT {

    private static final EmbeddedKafkaKraftBroker BROKER = new EmbeddedKafkaKraftBroker(1, 4, "lab");

    @BeforeAll
    static void start() {
        BROKER.afterPropertiesSet();
    }

    @AfterAll
    static void stop() {
        BROKER.destroy();
    }

    @Test
    void aTopicThatIsThereIsFoundWithItsPartitions() throws Exception {
        assertThat(TopicLook.at(topic("lab"))).isEqualTo("lab is there, with 4 partitions");
    }

    @Test
    void aTopicThatIsNotThereIsToldAndNotMade() {
        for (int look = 0; look < 2; look++) {
            assertThatThrownBy(() -> TopicLook.at(topic("none")))
                    .isInstanceOf(IOException.class)
                    .hasMessage("there is no topic or event hub none");
        }
    }

    private static EventHubsConnection topic(String name) {
        return new EventHubsConnection(BROKER.getBrokersAsString(), name, "PLAINTEXT", "GSSAPI", null, null);
    }
}
