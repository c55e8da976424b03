package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.bridge.CommonChanges.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every real FHIR server that keeps a history and can be had, with the same changes, as {@code src/it/real-servers} has
 * it by night. What was made and announced of each is added to {@code target/real-servers.md}.
 */
@EnabledIfSystemProperty(named = "real-servers", matches = "true")
class RealServersIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Path TABLE = Path.of("target", "real-servers.md");

    @TempDir
    Path directory;

    private final Map<String, List<String>> all = new HashMap<>();
    private String server;
    private Bridge bridge;

    @ParameterizedTest
    @EnumSource
    void eachChangeOfEachKindIsAnnouncedOnceAndInOrder(RealFhirServer kind) throws Exception {
        server = kind.told();
        try (RealFhirServer.Started started = kind.start()) {
            CommonChanges changes = new CommonChanges(new HapiHistory(started.url()));
            try (Bridge reading = new Bridge(directory, started.url())) {
                bridge = reading.set("health-events.sources.lab.page-size", "100");
                pagesUnderWrites(changes);
                for (Kind one : changes.kinds()) {
                    long began = System.nanoTime();
                    announced(one.name(), one.making().make(), began);
                }
                assertThat(Announced.byResource(bridge.announced())).isEqualTo(all);
                assertThat(Announced.in(bridge.file()).stream().map(Announced::id))
                        .doesNotHaveDuplicates();
            }
        }
    }

    /** The past is read, in twenty pages and more, while there are changes. */
    private void pagesUnderWrites(CommonChanges changes) throws Exception {
        long began = System.nanoTime();
        List<String> past = changes.transaction();
        AtomicBoolean reading = new AtomicBoolean(true);
        Future<List<String>> writing = Executors.newSingleThreadExecutor().submit(() -> changes.singles(reading::get));
        bridge.start();
        announced("transaction of 2,000, all of one time", past, began);
        reading.set(false);
        announced("paging under writes", writing.get(), began);
    }

    private void announced(String kind, List<String> changes, long began) throws Exception {
        Map<String, List<String>> expected = Announced.byResource(changes);
        all.putAll(expected);
        await().atMost(PATIENCE).untilAsserted(() -> {
            Map<String, List<String>> told = Announced.byResource(bridge.announced());
            told.keySet().retainAll(expected.keySet());
            assertThat(told).as("%s: %s", server, kind).isEqualTo(expected);
        });
        String row =
                "| %s | %s | %d | %.1f |%n".formatted(server, kind, changes.size(), (System.nanoTime() - began) / 1e9);
        Files.writeString(TABLE, row, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
