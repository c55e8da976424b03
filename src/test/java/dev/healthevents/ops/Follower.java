package dev.healthevents.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Reads a stream of server-sent events, line by line, on a thread of its own. */
final class Follower implements AutoCloseable {

    private final InputStream body;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    Follower(HttpResponse<InputStream> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith("text/event-stream");
        body = response.body();
        Thread reader = new Thread(this::read, "follower");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            reader.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            // Closed by the test.
        }
    }

    /** What follows a field's name, of each line that begins with it. */
    List<String> lines(String field) {
        return lines.stream()
                .filter(line -> line.startsWith(field))
                .map(line -> line.substring(field.length()))
                .toList();
    }

    /** The subjects of the events that came. */
    List<String> subjects() {
        return lines("data:").stream().map(Follower::subject).toList();
    }

    private static String subject(String event) {
        try {
            return new ObjectMapper().readTree(event).get("subject").asText();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(event, e);
        }
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
