package dev.healthevents.ops.access;

import dev.healthevents.HealthEventsApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A whole bridge, with rules of who may, whose sources are away. */
final class GuardedBridge implements AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final ConfigurableApplicationContext bridge;

    private GuardedBridge(ConfigurableApplicationContext bridge) {
        this.bridge = bridge;
    }

    static GuardedBridge start(Path directory, String... keys) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--health-events.routes-directory=" + directory,
                "--health-events.state.url=jdbc:sqlite:" + directory.resolve("state.db"),
                "--health-events.sinks.file.path=" + directory.resolve("events.ndjson"),
                "--health-events.sources.lab.type=fhir",
                "--health-events.sources.lab.url=http://127.0.0.1:1/fhir",
                "--health-events.sources.hooked.type=fhir",
                "--health-events.sources.hooked.account=hooked.example.org",
                "--health-events.sources.hooked.url=http://127.0.0.1:1/fhir",
                "--health-events.sources.hooked.wake-secret=open-sesame"));
        arguments.addAll(List.of(keys));
        return new GuardedBridge(
                SpringApplication.run(HealthEventsApplication.class, arguments.toArray(String[]::new)));
    }

    static String basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send("GET", path, headers);
    }

    HttpResponse<String> post(String path, String... headers) throws Exception {
        return send("POST", path, headers);
    }

    HttpResponse<String> send(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{\"all\": true}"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    String url() {
        return "http://127.0.0.1:" + bridge.getEnvironment().getProperty("local.server.port");
    }

    @Override
    public void close() {
        bridge.close();
    }
}
