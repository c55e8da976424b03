package dev.healthevents.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of two bridges on one PostgreSQL, which it reaches through a network of its own that can be cut. */
final class PairMember implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("page at http://127\\.0\\.0\\.1:(\\d+)/");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path directory;
    private final CutTcp network;
    private final String source;
    private BridgeProcess process;

    /** @param source its base URL */
    PairMember(Path directory, int postgres, String source) throws IOException {
        this.directory = directory;
        this.network = CutTcp.to(postgres);
        this.source = source;
    }

    void start() throws IOException {
        process = BridgeProcess.start(
                directory,
                "--health-events.state.url=jdbc:postgresql://127.0.0.1:" + network.port() + "/postgres",
                "--health-events.state.username=postgres",
                "--health-events.sources.lab.type=fhir",
                "--health-events.sources.lab.url=" + source,
                "--health-events.sources.lab.start=beginning",
                "--health-events.sinks.file.path=events.ndjson");
    }

    boolean runs() {
        return process != null && process.runs();
    }

    BridgeProcess process() {
        return process;
    }

    CutTcp network() {
        return network;
    }

    /** {@code running}, {@code standby}, or {@code away} while it does not answer. */
    String state() {
        try {
            return status().at("/state").asText();
        } catch (Exception e) {
            return "away";
        }
    }

    JsonNode status() throws Exception {
        return new ObjectMapper().readTree(get("/api/status").body());
    }

    List<String> changes() {
        return Announced.in(directory.resolve("events.ndjson")).stream()
                .map(Announced::change)
                .toList();
    }

    HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    /** One that stands by again has begun anew, on another port. */
    private URI uri(String path) throws IOException {
        Matcher port = PORT.matcher(Files.readString(directory.resolve("bridge.log")));
        String last = null;
        while (port.find()) {
            last = port.group(1);
        }
        return URI.create("http://127.0.0.1:" + last + path);
    }

    @Override
    public void close() throws Exception {
        process.close();
        network.close();
    }
}
