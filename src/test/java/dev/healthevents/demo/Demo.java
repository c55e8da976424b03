package dev.healthevents.demo;

import dev.healthevents.HealthEventsApplication;
import dev.healthevents.standin.ChangeFeedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Profile;
import org.springframework.util.FileSystemUtils;

/**
 * {@code ./mvnw spring-boot:test-run}: the bridge between two servers with synthetic hospital traffic, a real FHIR server
 * and a stand-in for a DICOM service, and this terminal. It ends, with all that it started, on Ctrl-C, when it is killed,
 * or when the FHIR server or the process that started it ends.
 */
// spring-boot:test-run looks for this annotation among the tests' main classes. The profile, which nobody sets, keeps
// component scans from taking the demo for a part of the bridge.
@SpringBootApplication
@Profile("no-part-of-the-bridge")
public class Demo {

    private static final Path FOLDER = Path.of("target", "demo");
    private static final Path EVENTS = FOLDER.resolve("events.ndjson");
    private static final Path BRIDGE_LOG = FOLDER.resolve("bridge.log");
    private static final int PORT = 8080;
    private static final long SEED = 2026;

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final AtomicBoolean ending = new AtomicBoolean();

    private Demo() {}

    public static void main(String[] args) throws IOException {
        new Demo().run();
    }

    private void run() throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end-of-demo"));
        endWithParent();
        say("""

                camel-health-events: the demo
                  1. starts a FHIR server (HAPI, a real one, in memory; about half a minute)
                     and a stand-in for a DICOM service: it has Microsoft's change feed, and no images
                  2. writes the traffic of a small made-up hospital to both, about four changes a second
                  3. runs the bridge, which turns each change into an event

                Starting the FHIR server ...""");
        FileSystemUtils.deleteRecursively(FOLDER);
        Files.createDirectories(FOLDER);

        HapiServer server = HapiServer.start(true);
        started.push(server);
        server.onExit().thenRun(() -> giveUp("The FHIR server has ended. Its log: " + server.log()));
        say("The FHIR server answers at " + server.url() + ". Starting the bridge ...");
        ChangeFeedServer dicom = ChangeFeedServer.start();
        started.push(dicom);

        int port = freePort();
        startBridge(server.url(), dicom.url(2), port);
        startHospital(server.url());
        startImaging(dicom);
        explain(server.url(), dicom.url(2), port);
        startPrinter();
    }

    private void startBridge(String fhir, String dicom, int port) {
        SpringApplication bridge = new SpringApplicationBuilder(HealthEventsApplication.class)
                .bannerMode(Banner.Mode.OFF)
                // The demo has its own order of ending: traffic, bridge, server.
                .registerShutdownHook(false)
                .build();
        started.push(bridge.run(
                "--server.port=" + port,
                "--health-events.sources.hapi.type=fhir",
                "--health-events.sources.hapi.url=" + fhir,
                "--health-events.sources.hapi.start=beginning",
                "--health-events.sources.pacs.type=dicom",
                "--health-events.sources.pacs.url=" + dicom,
                "--health-events.sources.pacs.start=beginning",
                "--health-events.state.url=jdbc:sqlite:" + FOLDER.resolve("health-events.db"),
                "--health-events.sinks.file.path=" + EVENTS,
                "--logging.file.name=" + BRIDGE_LOG,
                // As in the jar: the class path of the tests has a logging configuration of its own.
                "--logging.config=classpath:demo-logback.xml",
                "--logging.threshold.console=WARN"));
    }

    private void startHospital(String url) {
        HospitalTraffic traffic = new HospitalTraffic(url, SEED);
        started.push(traffic);
        traffic.start(refused -> {
            if (!ending.get()) {
                say("A write of the hospital was refused, and it goes on: " + refused.getMessage() + ".");
            }
        });
    }

    private void startImaging(ChangeFeedServer service) {
        ImagingTraffic traffic = new ImagingTraffic(service, SEED);
        started.push(traffic);
        traffic.start();
    }

    private void startPrinter() {
        EventLine line = new EventLine(ZoneId.systemDefault(), System.console() != null);
        EventPrinter printer = new EventPrinter(EVENTS, line, Clock.systemUTC(), System.out);
        started.push(printer);
        printer.start();
    }

    private static void explain(String fhir, String dicom, int port) {
        String bridge = "http://127.0.0.1:" + port;
        say("""

                Running. %sCtrl-C stops everything.
                  page         %s/
                  events       below, in %s, and at %s/api/events
                  FHIR server  %s (try %s/Patient)
                  DICOM feed   %s/changefeed (a stand-in)
                  bridge log   %s

                changed       what     which                              number        delay""".formatted(
                        port == PORT ? "" : "Port " + PORT + " is taken, so the bridge uses " + port + ". ",
                        bridge,
                        EVENTS,
                        bridge,
                        fhir,
                        fhir,
                        dicom,
                        BRIDGE_LOG));
    }

    private static int freePort() throws IOException {
        try (ServerSocket wanted = new ServerSocket(PORT, 1, InetAddress.getLoopbackAddress())) {
            return wanted.getLocalPort();
        } catch (IOException taken) {
            try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return any.getLocalPort();
            }
        }
    }

    /** Maven killed with SIGKILL cannot stop the demo that it started. */
    private static void endWithParent() {
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
    }

    private void giveUp(String reason) {
        if (!ending.get()) {
            say(reason);
            System.exit(1);
        }
    }

    private void end() {
        ending.set(true);
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                say("Could not stop cleanly: " + e.getMessage());
            }
        }
    }

    private static void say(String text) {
        System.out.println(text);
    }
}
