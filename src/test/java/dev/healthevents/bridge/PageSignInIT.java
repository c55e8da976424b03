package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.browser.Browser;
import dev.healthevents.browser.NeedsChromium;
import dev.healthevents.standin.HistoryServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The page in a real browser, where somebody has to sign in. */
@NeedsChromium
@ExtendWith(OutputCaptureExtension.class)
class PageSignInIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private HistoryServer lab;
    private final Browser browser = new Browser();
    private Bridge bridge;

    @AfterEach
    void stop() throws Exception {
        browser.close();
        if (bridge != null) {
            bridge.close();
        }
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void whoSignsInBeyondLoopbackSeesEventsComeAndMayAct(CapturedOutput output) throws Exception {
        start("0.0.0.0");
        browser.open(url("operator:let-me-look@"));

        lab.create("Medication", "seen");
        await().atMost(PATIENCE).until(() -> browser.text("tbody").contains("Medication/seen"));
        browser.find("#source-card-lab [data-act=wake]").click();

        await().atMost(PATIENCE).until(() -> browser.text("#notice").contains("lab is asked at once"));
        assertThat(output).contains("operator from 127.0.0.1: POST /api/sources/lab/wake: 202");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void whoDoesNotSignInBeyondLoopbackSeesNothing() throws Exception {
        start("0.0.0.0");
        browser.open(url(""));

        assertThat(browser.all("#needs")).isEmpty();
        assertThat(browser.text("body")).doesNotContain("lab");
    }

    /** The browser's own question comes next; without a screen there is nobody to answer it. */
    @Test
    void onLoopbackAnybodySeesAndIsAskedWhoTheyAreWhenTheyAct(CapturedOutput output) throws Exception {
        start("127.0.0.1");
        browser.open(url(""));

        browser.find("#source-card-lab [data-act=wake]").click();
        await().atMost(PATIENCE)
                .until(() -> output.getOut().contains("somebody from 127.0.0.1: POST /api/sources/lab/wake: 401"));
    }

    private void start(String address) throws Exception {
        lab = HistoryServer.start();
        bridge = new Bridge(directory, lab.url())
                .set("server.address", address)
                .set("health-events.access.user", "operator")
                .set("health-events.access.password", "let-me-look");
        bridge.start();
        await().atMost(PATIENCE).until(() -> bridge.source().cursor() != null);
    }

    private String url(String credentials) {
        return "http://" + credentials + "127.0.0.1:" + bridge.port() + "/";
    }
}
