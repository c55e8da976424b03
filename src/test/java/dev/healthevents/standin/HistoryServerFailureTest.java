package dev.healthevents.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HistoryServerFailureTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private HistoryServer server;

    @BeforeEach
    void start() throws IOException {
        server = HistoryServer.start();
        server.create("Patient", "1000");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"UNAVAILABLE,503", "SERVER_ERROR,500", "TOO_MANY_REQUESTS,429"})
    void itFailsWithAStatus(Failure failure, int status) throws Exception {
        server.failNext(failure, 1);

        assertThat(send().statusCode()).isEqualTo(status);
    }

    @Test
    void anUnavailableServerSaysWhenToComeBack() throws Exception {
        server.failNext(Failure.UNAVAILABLE, 1);

        assertThat(send().headers().firstValue("Retry-After")).contains("1");
    }

    @ParameterizedTest
    @EnumSource(names = {"SHORT_OF_LENGTH", "CUT_CHUNK", "RESET"})
    void itBreaksTheConnection(Failure failure) {
        // More than once, since this client tries again by itself.
        server.failNext(failure, 10);

        assertThatThrownBy(this::send).isInstanceOf(IOException.class);
    }

    @Test
    void itHangs() {
        server.failNext(Failure.HANG, 1);

        assertThatThrownBy(this::send).isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void itAnswersWithAPageForPeople() throws Exception {
        server.failNext(Failure.HTML, 1);

        assertThat(send().headers().firstValue("Content-Type")).contains("text/html");
    }

    @Test
    void itAnswersWithBrokenJson() {
        server.failNext(Failure.BAD_JSON, 1);

        assertThatThrownBy(this::bundle).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void itAnswersWithTheBundleOfASearch() throws Exception {
        server.failNext(Failure.SEARCHSET, 1);

        assertThat(bundle().at("/type").asText()).isEqualTo("searchset");
    }

    @Test
    void itLinksToAnotherHost() throws Exception {
        server.nextAt("http://169.254.169.254/fhir");
        server.failNext(Failure.NEXT_ELSEWHERE, 1);

        assertThat(bundle().at("/link/1/url").asText()).startsWith("http://169.254.169.254/fhir/_history?");
    }

    @Test
    void itLeavesOutVersions() throws Exception {
        server.failNext(Failure.NO_VERSIONS, 1);

        JsonNode entry = bundle().at("/entry/0");
        assertThat(entry.at("/request/url").asText()).isEqualTo("Patient/1000");
        assertThat(entry.at("/response").has("etag")).isFalse();
        assertThat(entry.at("/resource/meta").has("versionId")).isFalse();
        assertThat(entry.at("/resource/meta").has("lastUpdated")).isTrue();
    }

    @Test
    void itIsWellAgainAfterAsManyFailuresAsAskedFor() throws Exception {
        server.failNext(Failure.SERVER_ERROR, 2);

        assertThat(send().statusCode()).isEqualTo(500);
        assertThat(send().statusCode()).isEqualTo(500);
        assertThat(send().statusCode()).isEqualTo(200);
    }

    @Test
    void itFailsAtRandomInAboutTheShareAskedFor() throws Exception {
        server.failRandomly(0.5, Failure.SERVER_ERROR);

        int failed = 0;
        for (int i = 0; i < 100; i++) {
            failed += send().statusCode() == 500 ? 1 : 0;
        }
        assertThat(failed).isBetween(25, 75);
    }

    private JsonNode bundle() throws IOException, InterruptedException {
        return new ObjectMapper().readTree(send().body());
    }

    private HttpResponse<String> send() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/_history?_since=2020-01-01T00:00:00Z"))
                .timeout(Duration.ofSeconds(1))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
