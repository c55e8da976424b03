package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.browser.Browser;
import dev.healthevents.browser.NeedsChromium;
import dev.healthevents.standin.HistoryServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a bridge with a hundred sources, of which two fail, and thirty sinks, of which one is down. */
@NeedsChromium
class CrowdedPageIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path directory;

    private static HistoryServer server;
    private static Bridge bridge;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        server = HistoryServer.start();
        bridge = new Bridge(directory, server.url());
        for (int clinic = 1; clinic < 100; clinic++) {
            String source = "health-events.sources.clinic-" + clinic;
            bridge.set(source + ".type", "fhir");
            bridge.set(source + ".url", clinic % 50 == 42 ? "http://127.0.0.1:1/fhir" : server.url());
            bridge.set(source + ".account", "clinic-" + clinic + ".example.org");
        }
        for (int archive = 1; archive < 29; archive++) {
            String sink = "health-events.sinks.archive-" + archive;
            bridge.set(sink + ".type", "file");
            bridge.set(sink + ".path", directory.resolve(archive + ".ndjson").toString());
        }
        bridge.set("health-events.sinks.functions.url", "http://127.0.0.1:9/api/events");
        bridge.start();
        server.create("Patient", "1");
        browser = new Browser();
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
        bridge.close();
        server.close();
    }

    @BeforeEach
    void open() {
        browser.desk().scheme("light").open("http://127.0.0.1:" + bridge.port() + "/");
        await().atMost(PATIENCE)
                .until(() -> browser.all("#source-cards article").size() == 2);
        await().atMost(PATIENCE).until(() -> browser.all("#sink-cards article").size() == 1);
    }

    @Test
    void onlyWhatFailsIsShownAtOnce() throws Exception {
        browser.picture(Path.of("target", "page", "crowded.png"), 1_600);
        assertThat(browser.text("#source-cards h3")).isEqualTo("clinic-42\nclinic-92");
        assertThat(browser.text("#source-cards summary")).contains("98 others are well");
        assertThat(browser.text("#sink-cards h3")).isEqualTo("functions");
        assertThat(browser.text("#sink-cards summary")).contains("29 others are well");
        assertThat(browser.unusable()).isEmpty();
    }

    @Test
    void whatIsLookedForIsFoundByItsName() {
        browser.find("#source-cards input[type=search]").sendKeys("CLINIC-17");

        await().atMost(PATIENCE)
                .until(() -> browser.text("#source-cards article h3").equals("clinic-17"));
    }

    @Test
    void whatIsWellCanBeOpened() {
        browser.find("#sink-cards .well summary").click();

        assertThat(browser.all("#sink-cards .well li")).hasSize(29);
        browser.find("#sink-cards .well li button").click();
        await().atMost(PATIENCE)
                .until(() -> browser.text("#sink-cards article h3").equals("archive-1"));
    }
}
