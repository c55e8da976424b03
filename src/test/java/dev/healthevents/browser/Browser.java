package dev.healthevents.browser;

import static org.awaitility.Awaitility.await;

import dev.healthevents.demo.NpmPackage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Headless Chromium, as wide and as dark as the test says, which remembers whom it asked and what went wrong. */
public final class Browser implements AutoCloseable {

    private static final Pattern REQUESTED =
            Pattern.compile("\"method\":\"Network\\.requestWillBeSent\".*?\"request\":\\{.*?\"url\":\"([^\"]+)\"");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** It would warn that it has no classes for this browser's newest functions. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private final ChromeDriver driver;
    private final Set<String> hosts = new TreeSet<>();

    public Browser() {
        SELENIUM.setLevel(Level.SEVERE);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(Chromium.browser());
        options.setCapability("goog:loggingPrefs", logs);
        // Without a sandbox, for build machines run as root; it sees no page but ours. The rest keeps it from calling
        // home.
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync");
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(Chromium.driver())
                        .usingAnyFreePort()
                        .build(),
                options);
    }

    /** A desk, 1280 by 800. */
    public Browser desk() {
        return size(1280, 800, false);
    }

    /** A phone, 390 by 844. */
    public Browser phone() {
        return size(390, 844, true);
    }

    public Browser size(int width, int height, boolean mobile) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile));
        return this;
    }

    /** @param scheme {@code light} or {@code dark} */
    public Browser scheme(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        return this;
    }

    public Browser open(String url) {
        driver.get(url);
        return this;
    }

    public WebElement find(String selector) {
        await().atMost(PATIENCE).until(() -> !all(selector).isEmpty());
        return all(selector).get(0);
    }

    /** Chooses one of a list's lines. */
    public void choose(String selector, String option) {
        find(selector).findElements(By.tagName("option")).stream()
                .filter(line -> line.getText().equals(option))
                .findFirst()
                .orElseThrow()
                .click();
    }

    public List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** Of the texts that are shown, those whose contrast with what is behind them is under WCAG's 4.5 to 1. */
    public List<?> faint() {
        return (List<?>) run("""
                const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
                    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
                const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
                const behind = element => {
                    const colour = numbers(getComputedStyle(element).backgroundColor);
                    return colour.length === 3 || colour[3] === 1 || !element.parentElement
                        ? colour : behind(element.parentElement);
                };
                const shows = e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
                return [...document.querySelectorAll('body *')].filter(shows).filter(e => {
                    const [one, other] = [light(numbers(getComputedStyle(e).color)), light(behind(e))];
                    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05) < 4.5;
                }).map(e => e.outerHTML);
                """);
    }

    /** What axe-core finds on the page as it is, each with the element; where it can't be had, which is said, nothing. */
    public List<?> unusable() throws IOException {
        try {
            NpmPackage.AXE.fetch();
        } catch (NpmPackage.Missing e) {
            if ("true".equals(System.getenv("CI"))) {
                throw e;
            }
            System.err.println("=".repeat(100) + "\nAXE-CORE DID NOT LOOK AT THE PAGE. " + e.getMessage());
            return List.of();
        }
        run(Files.readString(NpmPackage.AXE.output().resolve("node_modules/axe-core/axe.min.js")));
        return (List<?>) driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run().then(({ violations }) => done(violations.flatMap(({ id, nodes }) =>
                    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`))), error => done([`${error}`]));
                """);
    }

    /** The text of all that matches, as it is shown. */
    public String text(String selector) {
        return String.valueOf(
                run("return [...document.querySelectorAll(arguments[0])].map(e => e.innerText).join('\\n')", selector));
    }

    public Object run(String script, Object... arguments) {
        return ((JavascriptExecutor) driver).executeScript(script, arguments);
    }

    /** What has the focus. */
    public WebElement focused() {
        return driver.switchTo().activeElement();
    }

    /** What it put into its console as a warning or an error. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Whom it has asked for anything, each with its port. */
    public Set<String> hosts() {
        StreamSupport.stream(driver.manage().logs().get(LogType.PERFORMANCE).spliterator(), false)
                .map(LogEntry::getMessage)
                .map(REQUESTED::matcher)
                .filter(Matcher::find)
                .map(matcher -> URI.create(matcher.group(1)))
                .filter(uri -> uri.getAuthority() != null)
                .forEach(uri -> hosts.add(uri.getAuthority()));
        return Set.copyOf(hosts);
    }

    /** A picture of the page's upper part, as wide as the screen. */
    public void picture(Path png, int height) throws IOException {
        Map<String, Object> part =
                Map.of("x", 0, "y", 0, "width", run("return innerWidth"), "height", height, "scale", 1);
        Map<String, Object> picture = driver.executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", part));
        Files.createDirectories(png.getParent());
        Files.write(png, Base64.getDecoder().decode((String) picture.get("data")));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
