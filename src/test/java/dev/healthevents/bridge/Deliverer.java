package dev.healthevents.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A bridge that delivers from a topic, and what it holds. */
record Deliverer(Path home, BridgeProcess process) {

    private static final Pattern PORT = Pattern.compile("page at http://127\\.0\\.0\\.1:(\\d+)/");
    private static final Pattern LIVE = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

    /** Events that wait for its sink. */
    int pending() throws IOException {
        return status().at("/sinks/0/pending").asInt();
    }

    private JsonNode status() throws IOException {
        Matcher port = PORT.matcher(Files.readString(home.resolve("bridge.log")));
        if (!port.find()) {
            throw new IOException("It does not answer yet");
        }
        URI address = URI.create("http://127.0.0.1:" + port.group(1) + "/api/status");
        try (InputStream answer = address.toURL().openStream()) {
            return new ObjectMapper().readTree(answer);
        }
    }

    /** In words: what waits, what is live on its heap, and how large its state is. */
    String held() throws IOException, InterruptedException {
        return "%s: %d waiting, %.0f MB live, %.1f MB of state"
                .formatted(home.getFileName(), pending(), liveBytes() / 1e6, stateBytes() / 1e6);
    }

    private long liveBytes() throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process histogram = new ProcessBuilder(List.of(jcmd, process.pid() + "", "GC.class_histogram"))
                .redirectErrorStream(true)
                .start();
        Matcher total = LIVE.matcher(new String(histogram.getInputStream().readAllBytes()));
        return total.find() ? Long.parseLong(total.group(1)) : -1;
    }

    private long stateBytes() throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.filter(file -> file.getFileName().toString().contains(".db"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
