package dev.healthevents.standin.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Refuses what the host of Azure Functions refuses. */
class FunctionsHostTest {

    private static final String CLOUD_EVENT = "application/cloudevents+json; charset=utf-8";
    private static final String BATCH = "application/cloudevents-batch+json; charset=utf-8";
    private static final String EVENT = cloudEvent("1");
    private static final String GRID_EVENT =
            "{\"id\":\"1\",\"subject\":\"s\",\"eventType\":\"t\",\"dataVersion\":\"1\","
                    + "\"eventTime\":\"2026-01-02T03:04:05.6789012Z\",\"data\":{}}";

    private final HttpClient client = HttpClient.newHttpClient();
    private FunctionsHost host;

    @BeforeEach
    void start() throws IOException {
        host = FunctionsHost.start().function("clouds", Binding.CLOUD_EVENT).function("grid", Binding.EVENT_GRID_EVENT);
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void anHttpTriggerTakesAnEventWithTheFunctionsKeyInItsHeader() throws Exception {
        assertThat(send(http("clouds", EVENT)).statusCode()).isEqualTo(200);
        assertThat(host.taken("clouds")).containsExactly(EVENT);
    }

    @Test
    void anHttpTriggerTakesTheKeyFromTheQueryAsWell() throws Exception {
        String code = URLEncoder.encode(FunctionsHost.FUNCTION_KEY, StandardCharsets.UTF_8);
        URI url = URI.create(host.url("clouds") + "?code=" + code);

        assertThat(send(post(url, CLOUD_EVENT, EVENT)).statusCode()).isEqualTo(200);
    }

    @Test
    void anHttpTriggerAnswers401WithoutItsKey() throws Exception {
        assertThat(send(post(host.url("clouds"), CLOUD_EVENT, EVENT)).statusCode())
                .isEqualTo(401);
        assertThat(send(post(host.url("clouds"), CLOUD_EVENT, EVENT).header("x-functions-key", "other"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(host.taken("clouds")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json; charset=utf-8 | {} | 415",
                CLOUD_EVENT + " | [] | 400",
                BATCH + " | {} | 400",
                CLOUD_EVENT + " | {\"id\" | 400",
            })
    void anHttpTriggerTakesOnlyWhatTheContentTypeSays(String type, String body, int status) throws Exception {
        HttpRequest.Builder request =
                post(host.url("clouds"), type, body).header("x-functions-key", FunctionsHost.FUNCTION_KEY);

        assertThat(send(request).statusCode()).isEqualTo(status);
    }

    @Test
    void aFunctionBehindAnHttpTriggerTakesAllEventsOfARequestOrNone() throws Exception {
        host.fail("clouds", "2", 413);
        HttpRequest.Builder request = post(host.url("clouds"), BATCH, "[" + EVENT + "," + cloudEvent("2") + "]")
                .header("x-functions-key", FunctionsHost.FUNCTION_KEY);

        assertThat(send(request.copy()).statusCode()).isEqualTo(413);
        assertThat(host.taken("clouds")).isEmpty();

        host.succeed("clouds", "2");
        assertThat(send(request).statusCode()).isEqualTo(200);
        assertThat(host.taken("clouds")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"clouds", "grid"})
    void anEventGridTriggerAnswers202ToANotificationOfItsType(String function) throws Exception {
        String event = function.equals("grid") ? GRID_EVENT : EVENT;

        assertThat(send(notification(function, "[" + event + "]")).statusCode()).isEqualTo(202);
        assertThat(send(notification(function, event)).statusCode()).isEqualTo(202);
        assertThat(host.taken(function)).containsExactly(event, event);
    }

    @Test
    void anEventGridTriggerAnswers400WithoutTheTypeOfTheMessage() throws Exception {
        assertThat(send(webhook("clouds", FunctionsHost.SYSTEM_KEY, "[" + EVENT + "]"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(host.taken("clouds")).isEmpty();
    }

    @Test
    void anEventGridTriggerAnswers401WithAnotherKeyThanTheSystems() throws Exception {
        HttpRequest.Builder request = webhook("clouds", FunctionsHost.FUNCTION_KEY, "[" + EVENT + "]");

        assertThat(send(request.header("aeg-event-type", "Notification")).statusCode())
                .isEqualTo(401);
    }

    @Test
    void anEventGridTriggerAnswers404ToAFunctionThatIsNotThere() throws Exception {
        HttpResponse<String> answer = send(notification("nobody", "[]"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("cannot find function: 'nobody'");
    }

    @Test
    void anEventGridTriggerAnswers500ForAllWhenOneEventFailsAlthoughItTookTheOthers() throws Exception {
        host.fail("clouds", "2", 400);

        assertThat(send(notification("clouds", "[" + EVENT + "," + cloudEvent("2") + "," + cloudEvent("3") + "]"))
                        .statusCode())
                .isEqualTo(500);
        assertThat(host.taken("clouds")).containsExactly(EVENT, cloudEvent("3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"source\":\"s\",\"specversion\":\"1.0\",\"type\":\"t\"}",
                "{\"id\":\"1\",\"specversion\":\"1.0\",\"type\":\"t\"}",
                "{\"id\":\"1\",\"source\":\"s\",\"specversion\":\"1.0\"}",
                "{\"id\":\"1\",\"source\":\"s\",\"type\":\"t\"}",
                "{\"id\":\"1\",\"source\":\"s\",\"specversion\":\"0.3\",\"type\":\"t\"}",
                "{\"id\":1,\"source\":\"s\",\"specversion\":\"1.0\",\"type\":\"t\"}",
                "{\"id\":\"1\",\"source\":\"s\",\"specversion\":\"1.0\",\"type\":\"t\",\"time\":\"today\"}",
                "{\"id\":\"1\",\"source\":\"s\",\"specVersion\":\"1.0\",\"specversion\":\"1.0\",\"type\":\"t\"}",
                GRID_EVENT
            })
    void whatIsNoCloudEventFails(String event) throws Exception {
        assertThat(send(notification("clouds", event)).statusCode()).isEqualTo(500);
        assertThat(host.taken("clouds")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "subject", "eventType", "eventTime", "dataVersion", "data"})
    void anEventGridEventWithoutOneOfItsMembersFails(String member) throws Exception {
        assertThat(send(notification("grid", GRID_EVENT.replace("\"" + member + "\":", "\"other\":")))
                        .statusCode())
                .isEqualTo(500);
    }

    @Test
    void anEventGridTriggerValidatesASubscription() throws Exception {
        HttpRequest.Builder request =
                webhook("clouds", FunctionsHost.SYSTEM_KEY, "[{\"data\":{\"validationCode\":\"abc\"}}]");

        HttpResponse<String> answer = send(request.header("aeg-event-type", "SubscriptionValidation"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"validationResponse\":\"abc\"}");
    }

    @Test
    void aRequestThatIsTooLargeIsAnswered413() throws Exception {
        host.mostBytes(EVENT.length() - 1);
        assertThat(send(http("clouds", EVENT)).statusCode()).isEqualTo(413);

        host.mostBytes(EVENT.length());
        assertThat(send(http("clouds", EVENT)).statusCode()).isEqualTo(200);
    }

    @Test
    void itAnswersByScriptAndThenAgainByItself() throws Exception {
        host.answerNext(FunctionAnswer.of(429).after(7), 1);

        HttpResponse<String> answer = send(http("clouds", EVENT));

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("7");
        assertThat(send(http("clouds", EVENT)).statusCode()).isEqualTo(200);
        assertThat(host.taken("clouds")).hasSize(1);
    }

    @Test
    void itCutsTheConnectionAfterItTookTheEvents() {
        // More than once, since this client tries again by itself.
        host.cutAfterTaking(10);

        assertThatThrownBy(() -> send(http("clouds", EVENT))).isInstanceOf(IOException.class);
        assertThat(host.taken("clouds")).isNotEmpty();
    }

    @Test
    void itTakesItsTime() {
        host.slow(Duration.ofSeconds(3));

        assertThatThrownBy(() -> send(http("clouds", EVENT).timeout(Duration.ofMillis(200))))
                .hasMessage("request timed out");
    }

    @Test
    void itRefusesConnectionsUntilItListensAgain() throws Exception {
        host.refuse();
        assertThatThrownBy(() -> send(http("clouds", EVENT))).isInstanceOf(ConnectException.class);

        host.listen();
        assertThat(send(http("clouds", EVENT)).statusCode()).isEqualTo(200);
    }

    private HttpRequest.Builder http(String function, String body) {
        return post(host.url(function), CLOUD_EVENT, body).header("x-functions-key", FunctionsHost.FUNCTION_KEY);
    }

    private HttpRequest.Builder notification(String function, String body) {
        return webhook(function, FunctionsHost.SYSTEM_KEY, body).header("aeg-event-type", "Notification");
    }

    private HttpRequest.Builder webhook(String function, String key, String body) {
        String code = "&code=" + URLEncoder.encode(key, StandardCharsets.UTF_8);
        return post(URI.create(host.eventGridUrl(function) + code), "application/json", body);
    }

    private static HttpRequest.Builder post(URI url, String type, String body) {
        return HttpRequest.newBuilder(url)
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String cloudEvent(String id) {
        return "{\"id\":\"" + id + "\",\"source\":\"/w\",\"specversion\":\"1.0\",\"type\":\"t\"}";
    }
}
