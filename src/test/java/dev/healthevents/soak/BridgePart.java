package dev.healthevents.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.bridge.BridgeProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;

/** The packaged bridge, with a clock that can be set off, in a folder of its own. */
final class BridgePart implements Part {

    private static final Pattern PORT = Pattern.compile("page at http://127\\.0\\.0\\.1:(\\d+)/");
    private static final Pattern NO_STATE_STORE = Pattern.compile("health-events\\.state\\.url can't be used");
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration ANSWERS = Duration.ofSeconds(10);
    private static final int LONGEST_PAGE = 1_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path directory;
    private final Patch patch;
    private final List<String> settings = new ArrayList<>();
    private BridgeProcess process;

    BridgePart(Path directory, Patch patch) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.patch = patch;
        SetOffClock.setOff(clock(), 0);
    }

    /** @param key without {@code health-events.} */
    BridgePart set(String key, Object value) {
        settings.add("--health-events." + key + "=" + value);
        return this;
    }

    Path directory() {
        return directory;
    }

    Path clock() {
        return directory.resolve("clock");
    }

    Path log() {
        return directory.resolve("bridge.log");
    }

    /** Again, as a supervisor has it, where it ended since PostgreSQL was away just then; for nothing else. */
    @Override
    public void start() throws IOException {
        int before = starts();
        int refusals = refusals();
        AtomicInteger ended = new AtomicInteger();
        run();
        Awaitility.await().atMost(PATIENCE).pollInterval(ANSWERS.dividedBy(20)).until(() -> {
            if (!process.runs()) {
                if (refusals() < refusals + ended.incrementAndGet()) {
                    throw new IllegalStateException("The bridge ended at its start; see " + log());
                }
                run();
            }
            return starts() > before;
        });
    }

    private void run() throws IOException {
        process = BridgeProcess.start(
                directory,
                Map.of(),
                List.of(patch.option(), "-Dsoak.clock=" + clock().toAbsolutePath(), "-XX:+ExitOnOutOfMemoryError"),
                settings.toArray(String[]::new));
    }

    /** Has nothing of it left but its log. */
    void killWithDisk() throws Exception {
        kill();
        for (Path file : files()) {
            if (!file.equals(log()) && !file.equals(clock())) {
                FileSystemUtils.deleteRecursively(file);
            }
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    /** In good order. */
    void stop() throws InterruptedException {
        process.close();
    }

    @Override
    public long pid() {
        return process.pid();
    }

    /** {@code running}, {@code standby}, or {@code away} while it does not answer. */
    String state() {
        try {
            return get("/api/status").at("/state").asText();
        } catch (Exception e) {
            return "away";
        }
    }

    /** Reason and stage of each dead letter that it has, a thousand at the most. */
    List<String> deadLetters() throws Exception {
        List<String> letters = new ArrayList<>();
        JsonNode answer = get("/api/dead-letters?limit=" + LONGEST_PAGE);
        if (!answer.isArray()) {
            throw new IllegalStateException("These are no dead letters: " + answer);
        }
        answer.forEach(letter -> letters.add(
                letter.path("stage").asText() + ": " + letter.path("reason").asText()));
        return letters;
    }

    private JsonNode get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(ANSWERS)
                .build();
        return new ObjectMapper()
                .readTree(http.send(request, BodyHandlers.ofString()).body());
    }

    /** One that stands by again has begun anew, on another port. */
    private String port() throws IOException {
        String port = null;
        for (Matcher line = PORT.matcher(Files.readString(log())); line.find(); ) {
            port = line.group(1);
        }
        return port;
    }

    private int starts() throws IOException {
        return logged(PORT);
    }

    private int refusals() throws IOException {
        return logged(NO_STATE_STORE);
    }

    private int logged(Pattern line) throws IOException {
        return Files.exists(log())
                ? (int) line.matcher(Files.readString(log())).results().count()
                : 0;
    }
}
