package dev.healthevents.bench;

import dev.healthevents.standin.HistoryServerMain;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Lets each contender work through the same history, one after the other. */
final class Throughput {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Settings settings;
    private final List<Result> results = new ArrayList<>();

    Throughput(Settings settings) {
        this.settings = settings;
    }

    List<Result> run() throws Exception {
        Path directory = settings.directory();
        try (ChildJvm server = ChildJvm.ofClass(
                        directory.resolve("server"), "1g", HistoryServerMain.class, 0, 0, settings.changes());
                ChildJvm broker = ChildJvm.ofClass(directory.resolve("kafka"), "512m", KafkaBroker.class)) {
            String url = server.await("READY ", PATIENCE);
            String kafka = broker.await("READY ", PATIENCE);
            limit("c: limit, full pages", url, "");
            limit("c: limit, slim pages", url, "&_elements=id,meta");
            bridge("a: bridge, file", url, null);
            bridge("a: bridge, file and kafka", url, kafka);
            String file = "file:" + directory + "?fileName=afternoon.ndjson&fileExist=Append&appendChars=\\n";
            afternoon("b: afternoon, file", url, file, "full");
            afternoon("b: afternoon, kafka", url, "kafka:afternoon?brokers=" + kafka, "full");
            afternoon("b: afternoon, kafka, slim pages", url, "kafka:afternoon?brokers=" + kafka, "slim");
            String own = "kafka:own?brokers=" + kafka;
            ownRoute("d: own route, file", url, settings.changes(), file.replace("afternoon", "own"), "events");
            ownRoute("d: own route, kafka", url, settings.afternoonChanges(), own, "events");
            ownRoute("d: own route, kafka, windows", url, settings.changes(), own, "windows");
        }
        return results;
    }

    private void limit(String name, String url, String parameters) throws Exception {
        run(name, "limit", PageTokeniser.class, "", url, settings.changes(), parameters);
    }

    private void afternoon(String name, String url, String target, String pages) throws Exception {
        run(
                name,
                "afternoon",
                AfternoonRoute.class,
                "after the first quarter",
                url,
                settings.afternoonChanges(),
                target,
                pages);
    }

    private void ownRoute(String name, String url, int changes, String target, String exchanges) throws Exception {
        run(name, "own-route", OwnRoute.class, "after the first quarter", url, changes, target, exchanges);
    }

    /** Runs a contender that measures itself. */
    private void run(String name, String part, Class<?> main, String note, Object... arguments) throws Exception {
        if (!settings.wants(part)) {
            return;
        }
        try (ChildJvm jvm = ChildJvm.ofClass(directory(name), Bridge.HEAP, main, arguments)) {
            String[] done = jvm.await("DONE ", PATIENCE).split(" ");
            add(new Result(name, Long.parseLong(done[0]), Double.parseDouble(done[1]), jvm.facts(), note));
        }
    }

    /** From the first request for a page until the last event is in the file, or in the topic where there is one. */
    private void bridge(String name, String url, String kafka) throws Exception {
        if (!settings.wants("bridge")) {
            return;
        }
        Instant started = Instant.now();
        String[] more = kafka == null
                ? new String[0]
                : new String[] {
                    "health-events.sinks.event-hubs.protocol=kafka",
                    "health-events.sinks.event-hubs.bootstrap-servers=" + kafka,
                    "health-events.sinks.event-hubs.event-hub=events"
                };
        try (Bridge bridge = Bridge.start(settings, directory(name), url, "beginning", more)) {
            LineCounter lines = new LineCounter(bridge.file());
            long events;
            if (kafka == null) {
                events = awaitAll(bridge, lines::count);
            } else {
                try (Topic topic = new Topic(kafka, "events")) {
                    events = awaitAll(bridge, topic::records);
                }
            }
            Instant finished = Instant.now();
            HistoryClient history = new HistoryClient(url);
            Instant first = history.firstPageAfter(started).orElse(started);
            String note = history.lastPageAfter(started).orElse("");
            if (events < settings.changes()) {
                note = bridge.jvm().isAlive() ? "NOT FINISHED" : "ENDED BY ITSELF, see its out.log";
            }
            double seconds = Duration.between(first, finished).toMillis() / 1000.0;
            add(new Result(name, events, seconds, bridge.jvm().facts(), note));
        }
    }

    private long awaitAll(Bridge bridge, Callable<Long> count) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long events = count.call();
        while (events < settings.changes()
                && System.nanoTime() < deadline
                && bridge.jvm().isAlive()) {
            Thread.sleep(20);
            events = count.call();
        }
        return events;
    }

    private Path directory(String name) {
        return settings.directory().resolve(name.replaceAll("[^a-z]+", "-"));
    }

    private void add(Result result) {
        System.out.println(result.row());
        results.add(result);
    }
}
