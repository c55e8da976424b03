package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.browser.Browser;
import dev.healthevents.browser.NeedsChromium;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The page in a real browser, while a source fails, a sink is down and a backlog runs. */
@NeedsChromium
@ExtendWith(OutputCaptureExtension.class)
@TestMethodOrder(OrderAnnotation.class)
class PageIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path directory;

    private static PageScene scene;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        scene = new PageScene(directory).start();
        browser = new Browser();
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (scene != null) {
            scene.close();
        }
    }

    @BeforeEach
    void open() {
        browser.desk().scheme("light").open(scene.url());
        browser.find("#sink-card-file");
    }

    @ParameterizedTest
    @CsvSource({"desk, light", "desk, dark", "phone, light", "phone, dark"})
    void itFitsCanBeReadComplainsOfNothingAndAsksNobodyElse(String screen, String scheme) throws Exception {
        browser.complaints();
        (screen.equals("desk") ? browser.desk() : browser.phone())
                .scheme(scheme)
                .open(scene.url());
        browser.find("#sink-card-file");
        browser.find("[data-event]");

        browser.picture(Path.of("target", "page", screen + "-" + scheme + ".png"), 2_000);
        assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        assertThat(browser.faint()).isEmpty();
        assertThat(browser.unusable()).isEmpty();
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.hosts())
                .containsExactly("127.0.0.1:" + scene.bridge().port());
    }

    @Test
    void theFirstThingThatIsSaidIsWhatIsHeldUpAndWhatToDo() {
        assertThat(browser.text(".verdict-words")).startsWith("Events are held up: 3 things need you");
        assertThat(browser.text(".need.bad"))
                .contains("ward is not being read", "See whether the server runs")
                .contains("functions takes no events", "Deliveries go on by themselves");
        assertThat(browser.text(".need.warn")).contains("1 dead letter", "Mend what the reason says");
        assertThat(browser.run("return document.title")).asString().startsWith("✕ 3 to look at");
    }

    @Test
    void aSourceShowsItsStateItsLagWhatCameLateAndItsBacklog() {
        assertThat(browser.text("#source-card-lab"))
                .contains("catching-up", "Lag", "Rate")
                .containsPattern("≤ [\\d.]+ s")
                .containsPattern("Backlog\\s+\\d+(\\.\\d)? %");
        assertThat(browser.find("#source-card-lab progress").getDomProperty("value"))
                .matches("[1-9][\\d.]*");
        assertThat(browser.text("#source-card-ward"))
                .contains("retrying", "nothing accepts connections", "nothing is lost");
        assertThat(browser.text("#source-card-pacs")).contains("up-to-date");
    }

    @Test
    void aSinkThatIsDownShowsWhatWaitsAndHowLong() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.text("#sink-card-functions"))
                        .contains("retrying", "0 delivered")
                        .containsPattern("Waiting\\s+\\d+,\\d{3}")
                        .containsPattern("Oldest\\s+\\d+ (s|min)"));
    }

    @Test
    void theRatesOfTheLastHourAreDrawn() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                browser.find("#source-card-pacs rate-plot").getDomAttribute("aria-label"))
                        .containsPattern("now [1-9][.\\d]*, at most"));
        assertThat(browser.run("""
                const canvas = document.querySelector('#source-card-pacs canvas');
                return canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some(v => v > 0)""")).isEqualTo(true);
    }

    @Test
    void eventsAppearAsTheyComeAndCanBeFilteredByTypeAndResource() {
        String first = browser.find("tbody tr").getDomAttribute("data-event");
        await().atMost(PATIENCE)
                .until(() -> !first.equals(browser.find("tbody tr").getDomAttribute("data-event")));

        browser.choose("select[name=type]", "DicomImageCreated");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(browser.text("tbody")).contains("Image 1.").doesNotContain("Observation"));
        browser.choose("select[name=type]", "FhirResourceUpdated");
        browser.find("input[name=subject]").sendKeys("Observation/live-7");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.text("tbody .which").lines())
                        .isNotEmpty()
                        .allMatch("Observation/live-7"::equals));
    }

    @Test
    void aSourceThatIsWokenIsReadAtOnce() {
        scene.store().create("Medication", "woken");
        browser.find("#source-card-store [data-act=wake]").click();

        await().atMost(PATIENCE).until(() -> browser.text("#notice").contains("store is asked at once"));
        await().atMost(PATIENCE).until(() -> browser.text("tbody").contains("Medication/woken"));
    }

    @Test
    void whatIsRefusedIsToldInWords() {
        browser.find("#source-card-ward [data-act=wake]").click();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.text("#notice")).startsWith("You are not signed in."));
    }

    @Test
    void aReplayIsBegunWithTheKeyboardAloneAndCancelled() {
        browser.find("#source-card-lab [data-act=replay]").sendKeys(Keys.ENTER);
        assertThat(browser.focused().getDomAttribute("name")).isEqualTo("from");
        browser.run("document.querySelector('[name=from]').value = '2026-01-01T00:00:00'");
        browser.find("[name=types]").sendKeys("Patents", Keys.ENTER);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(browser.text("dialog .notice")).contains("'Patents' is no FHIR resource type."));
        browser.find("[name=types]").clear();
        browser.find("[name=types]").sendKeys("Patient");
        browser.find("[name=rate]").sendKeys("1", Keys.ENTER);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.text("[data-replay]")).contains("lab", "Patient of", "0 sent"));
        assertThat(browser.text("#notice")).contains("The replay of lab is begun.");
        browser.find("[data-replay] progress");
        browser.find("[data-act=cancel]").click();
        await().atMost(PATIENCE).until(() -> browser.text("[data-replay]").contains("cancelled"));
    }

    @Test
    void aDeadLetterIsOpenedAndGivenUp() {
        scene.keepADeadLetter("mistaken");
        await().atMost(PATIENCE).until(() -> browser.text("#letter-list").contains("Patient/mistaken"));
        browser.find("#letter-list .opened summary").click();
        assertThat(browser.text("#letter-list .opened pre")).contains("Patient/mistaken", "no ward is known");

        browser.find("#letter-list .row [data-act=give-up]").click();
        browser.find("dialog[open] button.main").click();

        await().atMost(PATIENCE).until(() -> browser.text("#notice").contains("1 dead letter is given up."));
        assertThat(browser.text("#letter-list")).contains("Patient/broken").doesNotContain("mistaken");
    }

    @Test
    @Order(Integer.MAX_VALUE - 1)
    void aDeadLetterIsShownWithItsReasonAndSentAgain(CapturedOutput output) throws Exception {
        assertThat(browser.text("#letter-list")).contains("lab.example.org/Patient/broken", "no ward is known");
        scene.mend();
        await().atMost(PATIENCE).until(() -> output.getOut().contains("Using routes of bundled"));
        browser.find("[data-act=redrive-all]").click();
        browser.find("dialog[open] button.main").click();

        await().atMost(PATIENCE).until(() -> browser.text("#letter-list").startsWith("None."));
        assertThat(browser.text("#notice")).contains("1 dead letter is sent again.");
        assertThat(browser.text(".needs")).doesNotContain("dead letter");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void aBridgeThatIsGoneIsTheOnlyThingThatIsSaid() {
        scene.bridge().close();

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(browser.text(".verdict-words")).isEqualTo("The bridge does not answer."));
        assertThat(browser.text("#needs")).contains("See whether its process runs");
        assertThat(browser.all(".need")).isEmpty();
    }

    @Test
    void theKeyboardReachesEverythingAndIsSeen() {
        browser.focused().sendKeys(Keys.TAB);
        assertThat(browser.focused().getText()).isEqualTo("Skip to what needs you");
        for (int i = 0; i < 8; i++) {
            browser.focused().sendKeys(Keys.TAB);
            assertThat(browser.run("return getComputedStyle(document.activeElement).outlineStyle"))
                    .as(browser.focused().getText())
                    .isEqualTo("solid");
        }
        assertThat(browser.run("""
                return [...document.querySelectorAll('button, input, select, a, progress')].filter(e =>
                    !(e.ariaLabel || e.innerText || e.labels?.length)).map(e => e.outerHTML)""")).asList().isEmpty();
    }
}
