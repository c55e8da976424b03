package dev.healthevents.bench;

import dev.healthevents.demo.ServerBuild;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Debezium's engine on the PostgreSQL of a real HAPI server, beside the bridge on that server's history: a past, by turns, from
 * {@code java} to the last line; then a hundred writes a second, both at once.
 */
final class Peer {

    private static final Duration AT_MOST = Duration.ofMinutes(10);
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration MEASURED = Duration.ofSeconds(30);
    private static final int WRITES_PER_SECOND = 100;

    private final Settings settings;
    private final String classPath = ServerBuild.debezium().classPath(false);
    private final List<String> lines = new ArrayList<>();

    Peer(Settings settings) {
        this.settings = settings;
    }

    /** @return a line for each measurement */
    List<String> measure() throws Exception {
        try (HapiPast hapi = new HapiPast()) {
            hapi.fill(settings.hapiTransactions());
            Map<String, String> truth = hapi.truth();
            for (int pair = 1; pair <= settings.pairs(); pair++) {
                Path directory = settings.directory().resolve("hapi-" + pair);
                try (ChildJvm debezium = debezium(hapi, directory.resolve("debezium"), "initial", "-")) {
                    past("Debezium", hapi, truth, debezium, directory.resolve("debezium/events.ndjson"));
                }
                hapi.forgetCapture();
                try (Bridge bridge = Bridge.start(settings, directory.resolve("bridge"), hapi.url(), "beginning")) {
                    past("bridge", hapi, truth, bridge.jvm(), bridge.file());
                }
            }
            latency(hapi, "as it comes", "-");
            latency(hapi, "poll.interval.ms=10", "10");
        }
        return lines;
    }

    private ChildJvm debezium(HapiPast hapi, Path directory, String snapshot, String rhythm) throws IOException {
        return ChildJvm.ofClassPath(
                directory,
                Bridge.HEAP,
                classPath,
                "dev.healthevents.debezium.HapiCapture",
                hapi.port(),
                hapi.database(),
                directory.resolve("events.ndjson"),
                snapshot,
                rhythm);
    }

    private void past(String who, HapiPast hapi, Map<String, String> truth, ChildJvm jvm, Path file) throws Exception {
        long began = System.nanoTime();
        Duration server = hapi.cpu();
        LineCounter counter = new LineCounter(file);
        double first = 0;
        while (counter.count() < truth.size()) {
            if (!jvm.isAlive() || System.nanoTime() - began > AT_MOST.toNanos()) {
                throw new IOException(
                        who + " told " + counter.count() + " of " + truth.size() + "; see beside " + file);
            }
            first = first == 0 && counter.count() > 0 ? seconds(began) : first;
            Thread.sleep(2);
        }
        double all = seconds(began);
        ProcessFacts facts = jvm.facts();
        Arrivals arrivals = new Arrivals(file);
        arrivals.readOn();
        lines.add(String.format(
                Locale.ROOT,
                "%s, a past of %,d of HAPI FHIR, from java to the last line: %.1f s, first line after %.1f s, %.1f s of"
                        + " processor time and %.1f of the server's, %d MB resident; %s",
                who,
                truth.size(),
                all,
                first,
                facts.cpu().toMillis() / 1000.0,
                hapi.cpu().minus(server).toMillis() / 1000.0,
                facts.peakResident(),
                arrivals.operations().equals(truth) ? "the same as its tables" : "NOT the same as its tables"));
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private void latency(HapiPast hapi, String how, String rhythm) throws Exception {
        Path directory = settings.directory().resolve("hapi-latency" + rhythm);
        try (ChildJvm debezium = debezium(hapi, directory.resolve("debezium"), "no_data", rhythm);
                Bridge bridge = Bridge.start(settings, directory.resolve("bridge"), hapi.url(), "now")) {
            bridge.awaitReady(Duration.ofMinutes(1));
            while (!hapi.isCaptured()) {
                Thread.sleep(100);
            }
            Arrivals captured = new Arrivals(directory.resolve("debezium/events.ndjson"));
            Arrivals bridged = new Arrivals(bridge.file());
            Map<String, Instant> answered = new ConcurrentHashMap<>();
            ScheduledExecutorService traffic = write(hapi, rhythm, answered);
            follow(captured, bridged, WARM_UP);
            Instant from = Instant.now();
            Duration debeziumCpu = debezium.facts().cpu();
            Duration bridgeCpu = bridge.jvm().facts().cpu();
            follow(captured, bridged, MEASURED);
            debeziumCpu = debezium.facts().cpu().minus(debeziumCpu);
            bridgeCpu = bridge.jvm().facts().cpu().minus(bridgeCpu);
            traffic.shutdown();
            follow(captured, bridged, Duration.ofSeconds(5));
            tell("Debezium " + how, Latency.of(answered, captured.times(), from, from.plus(MEASURED)), debeziumCpu);
            tell("the bridge beside it", Latency.of(answered, bridged.times(), from, from.plus(MEASURED)), bridgeCpu);
        }
        hapi.forgetCapture();
    }

    private void tell(String who, Latency latency, Duration cpu) {
        lines.add(String.format(
                Locale.ROOT,
                "%s, from HAPI's answer to the line at %d writes/s: %s; %.1f s of processor time",
                who,
                WRITES_PER_SECOND,
                latency.line(),
                cpu.toMillis() / 1000.0));
    }

    private static ScheduledExecutorService write(HapiPast hapi, String name, Map<String, Instant> answered) {
        ScheduledExecutorService traffic = Executors.newScheduledThreadPool(4);
        AtomicInteger written = new AtomicInteger();
        Runnable create = () -> {
            String id = "l" + name + written.incrementAndGet();
            try {
                hapi.create(id);
                answered.put("Patient/p" + id + "/1", Instant.now());
            } catch (IOException e) {
                System.out.println(e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        for (int thread = 0; thread < 4; thread++) {
            traffic.scheduleAtFixedRate(
                    create, 10_000L * thread, 4 * 1_000_000L / WRITES_PER_SECOND, TimeUnit.MICROSECONDS);
        }
        return traffic;
    }

    private static void follow(Arrivals captured, Arrivals bridged, Duration howLong)
            throws IOException, InterruptedException {
        long until = System.nanoTime() + howLong.toNanos();
        while (System.nanoTime() < until) {
            captured.readOn();
            bridged.readOn();
            Thread.sleep(1);
        }
    }
}
