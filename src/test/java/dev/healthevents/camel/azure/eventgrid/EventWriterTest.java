package dev.healthevents.camel.azure.eventgrid;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventWriterTest {

    private static final Attributes NOTHING = new Attributes(null, null, null, null, null);
    private static final Attributes ALL = new Attributes("i", "t", "s\"ü", "2026-11-24T12:00:00Z", "v");
    private static final String GRID = "\"id\":\"1\",\"subject\":\"s\",\"eventType\":\"t\",\"eventTime\":\"e\"";

    @Test
    void aWholeCloudEventIsLeftAsItIs() {
        String event =
                " {\"id\" : \"1\",\"source\":\"/ü\",\n\"specversion\":\"1.0\",\"type\":\"t\",\"dataschema\":\"#7\","
                        + "\"time\":\"2026-11-24T05:00:21.4400000Z\",\"data\":{\"a\":[1.50,{}]}}";

        assertThat(cloud(event, NOTHING)).isEqualTo(event);
    }

    @Test
    void headersAddWhatAnEventLacksAndNothingElse() {
        assertThat(cloud("{\"specversion\":\"1.0\",\"type\":\"own\",\"source\":\"/own\",\"subject\":\"own\"}", ALL))
                .isEqualTo("{\"id\":\"i\",\"time\":\"2026-11-24T12:00:00Z\","
                        + "\"specversion\":\"1.0\",\"type\":\"own\",\"source\":\"/own\",\"subject\":\"own\"}");
    }

    @Test
    void aMemberThatIsNullIsLacking() {
        assertThat(cloud("{\"id\":null,\"specversion\":\"1.0\",\"type\":\"t\",\"source\":\"/s\",\"data\":null}", ALL))
                .startsWith("{\"id\":\"i\",")
                .contains("\"data\":null")
                .doesNotContain("\"id\":null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"topic\":\"/w\",%s}",
                "{ \"topic\" : \"/w\\\"}\" , %s}",
                "{%s,\"topic\":\"/w\"}",
                "{%s , \"topic\":null , \"dataVersion\":\"7\"}",
            })
    void theTopicIsTakenOutOfAnEventGridEventAndTheRestIsLeft(String event) {
        String sent = grid(event.formatted(GRID), NOTHING);

        assertThat(sent).doesNotContain("topic", "/w").contains(GRID);
        assertThat(JsonObject.of(sent.getBytes(UTF_8)).has("eventTime")).isTrue();
    }

    @Test
    void aTopicDeeperInsideIsData() {
        String event = "{" + GRID + ",\"data\":{\"topic\":\"x\"}}";

        assertThat(grid(event, NOTHING)).isEqualTo(event);
    }

    @Test
    void anObjectThatIsNoEventIsTheDataOfOne() {
        assertThat(cloud("{\"eventType\":\"mine\"}", ALL))
                .isEqualTo(
                        "{\"id\":\"i\",\"source\":\"/camel\",\"specversion\":\"1.0\",\"type\":\"t\","
                                + "\"subject\":\"s\\\"ü\",\"time\":\"2026-11-24T12:00:00Z\",\"data\":{\"eventType\":\"mine\"}}");
        assertThat(grid("{\"a\":1}", ALL))
                .isEqualTo("{\"id\":\"i\",\"subject\":\"s\\\"ü\",\"eventType\":\"t\","
                        + "\"eventTime\":\"2026-11-24T12:00:00Z\",\"dataVersion\":\"v\",\"data\":{\"a\":1}}");
    }

    @Test
    void anEventOfTheOtherSchemaIsAMistakeOfTheEndpoint() {
        assertThatThrownBy(() -> cloud("{" + GRID + "}", NOTHING)).hasMessageContaining("option schema");
        assertThatThrownBy(() -> grid("{\"specversion\":\"1.0\"}", NOTHING)).hasMessageContaining("option schema");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"a\":s3cret}|breaks at byte", "{\"a\":1|breaks", "{} {}|behind its JSON", "{\"a\":1},|breaks at"
            })
    void brokenJsonIsToldWithoutShowingIt(String json, String words) {
        assertThatThrownBy(() -> cloud(json, NOTHING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words)
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
    }

    private static String cloud(String json, Attributes attributes) {
        return new String(new EventWriter(EventGridSchema.CLOUD_EVENTS).write(json.getBytes(UTF_8), attributes), UTF_8);
    }

    private static String grid(String json, Attributes attributes) {
        return new String(new EventWriter(EventGridSchema.EVENT_GRID).write(json.getBytes(UTF_8), attributes), UTF_8);
    }
}
