package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.demo.HapiRelease;
import dev.healthevents.demo.HapiServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same on HAPI 7.2, which gives resources with ids of their own a malformed {@code fullUrl}. */
class Hapi72IT extends HapiIT {

    private static HapiServer server;

    @BeforeAll
    static void startServer() {
        server = HapiServer.start(HapiRelease.V7_2);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    HapiServer server() {
        return server;
    }

    @Test
    void itIsARealHapi72() throws Exception {
        JsonNode metadata = new ObjectMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(server.url() + "/metadata"))
                                        .build(),
                                BodyHandlers.ofString())
                        .body());

        assertThat(metadata.at("/software/version").asText()).isEqualTo("7.2.0");
    }
}
