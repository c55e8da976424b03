package dev.healthevents.soak;

import static org.awaitility.Awaitility.await;

import dev.healthevents.standin.ChangeFeedTraffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes and faults for the length of a stage, then what is left over, then the oracle. */
final class StageRun {

    private static final Logger LOG = LoggerFactory.getLogger(StageRun.class);
    private static final int MEGABYTE = 1_048_576;

    private static final Duration LOOK = Duration.ofSeconds(2);

    /** Looking takes seconds of both cores once there are a million events, which who reads a past can use better. */
    private static final Duration SELDOM = Duration.ofSeconds(30);

    private final Stage stage;
    private final SoakSettings settings;
    private final ChangeFeedTraffic feed;
    private final Set<String> sent;
    private final Ids ids;

    /** Resources and images that were there before: their past is read by a backlog, and what is new of them meanwhile. */
    private final Set<String> past;

    private final SinkReaders readers;

    /**
     * @param feed which goes on from stage to stage
     * @param sent SOP Instance UIDs of all images that were ever sent, which grow
     */
    StageRun(Stage stage, SoakSettings settings, ChangeFeedTraffic feed, Set<String> sent, Ids ids)
            throws SQLException {
        this.stage = stage;
        this.settings = settings;
        this.feed = feed;
        this.sent = sent;
        this.ids = ids;
        this.readers = new SinkReaders(stage.sinks);
        this.past = Stream.concat(stage.servers.fhirChanges().stream(), stage.servers.feedChanges().stream())
                .map(change -> change.substring(0, change.indexOf(' ')))
                .collect(Collectors.toSet());
        past.addAll(sent);
    }

    /**
     * @param schedule what happens
     * @param studies how many were sent to the Orthanc before
     */
    StageResult run(String title, List<PlannedFault> schedule, int studies, Path scratch) throws Exception {
        readPast(title);
        LOG.info("{}: {} faults to come", title, schedule.size());
        int backlogs = backlogs();
        Faults faults = new Faults(Troubles.of(stage));
        long refused;
        List<String> growth;
        try (SinkReaders.Reading reading = readers.read();
                Growth samples = new Growth(stage, scratch.resolve("histogram.txt"));
                Modalities modalities =
                        new Modalities(stage.servers.pacs, scratch.resolve("dicom"), studies, settings.seed());
                Hospital hospital =
                        new Hospital(stage.servers.fhir.url(), stage.name, settings.seed(), settings.rest())) {
            feed.start(Duration.ofNanos((long) (TimeUnit.SECONDS.toNanos(1) / settings.imagesPerSecond())));
            faults.run(schedule);
            feed.pause();
            hospital.close();
            modalities.close();
            sent.addAll(modalities.sent());
            refused = hospital.refused();
            growth = growth(samples);
        }
        long ended = System.nanoTime();
        readers.awaitQuiet();
        List<Finding> findings = settled(title, backlogs);
        boolean settled = findings.stream().allMatch(Finding::holds);
        long after = settled ? TimeUnit.NANOSECONDS.toSeconds(Math.max(0, readers.last() - ended)) : -1;
        LOG.info(
                "{}: {}", title, settled ? "all delivered after " + after + " s" : "not all is delivered as it should");
        for (SinkReader sink : stage.sinks) {
            sink.read().all().forEach(ids::add);
        }
        return new StageResult(
                title,
                refused,
                faults.happened(),
                faults.failed(),
                findings,
                after,
                backlogs() == backlogs,
                letters(),
                leaks(),
                growth);
    }

    private static String open(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> !finding.holds())
                .map(Finding::toString)
                .collect(Collectors.joining("; "));
    }

    /** Until nothing is left of what was there before. */
    private void readPast(String title) {
        String open = open(found(title, SELDOM, () -> true));
        if (!open.isEmpty()) {
            throw new IllegalStateException(title + ": what was there before is not told: " + open);
        }
    }

    private List<Finding> settled(String title, int backlogs) {
        List<Finding> findings = found(title, LOOK, () -> backlogs() == backlogs);
        if (!open(findings).isEmpty()) {
            LOG.info("{}: some does not hold and has got no better for {}, see the page", title, settings.patience());
        }
        return findings;
    }

    /**
     * What is found when all holds, or when patience is at its end.
     *
     * @param interval between two looks
     * @param ordered whether order was promised of what was new
     */
    private List<Finding> found(String title, Duration interval, Callable<Boolean> ordered) {
        Patience patience = new Patience(settings.patience());
        AtomicReference<List<Finding>> findings = new AtomicReference<>(List.of());
        await().forever().pollDelay(Duration.ZERO).pollInterval(interval).until(() -> {
            List<Finding> now = findings(ordered.call());
            String open = open(now);
            if (!open.equals(open(findings.getAndSet(now))) && !open.isEmpty()) {
                LOG.info("{}: not yet {}", title, open);
            }
            return open.isEmpty() || patience.ended(now);
        });
        return findings.get();
    }

    /** How often it was told that a past was read beside what is new, as after an outage of more than two minutes. */
    private int backlogs() throws IOException {
        int told = 0;
        for (BridgePart reader : stage.readers) {
            told += (int) Files.readAllLines(reader.log()).stream()
                    .filter(line -> line.contains("dev.healthevents.backlogs"))
                    .count();
        }
        return told;
    }

    /** @param ordered whether order was promised of what was new */
    private List<Finding> findings(boolean ordered) throws Exception {
        List<Deliveries> deliveries = readers.all();
        Map<String, Set<String>> everyChange =
                Map.of("lab", stage.servers.fhirChanges(), "feed", stage.servers.feedChanges());
        Set<String> late = stage.servers.lateFhirChanges();
        Set<String> images = stage.servers.images();
        List<Finding> findings = new ArrayList<>();
        for (Deliveries given : deliveries) {
            everyChange.forEach((source, truth) -> findings.add(Oracle.everyChange(
                    source,
                    truth,
                    given.of(source),
                    Hospital::mayBeErased,
                    told -> !ordered || past.contains(told.key()) || late.contains(told.change()))));
            findings.add(Oracle.lastState(
                    "pacs", images, new HashSet<>(sent), given.of("pacs"), told -> past.contains(told.key())));
        }
        return findings;
    }

    private List<String> growth(Growth samples) {
        return List.of(
                "live heap, MB | " + cells(samples.thirds(sample -> sample.liveHeap() / MEGABYTE)),
                "threads | " + cells(samples.thirds(Sample::threads)),
                "open files | " + cells(samples.thirds(Sample::files)));
    }

    private static String cells(List<Long> thirds) {
        return String.join(" | ", thirds.stream().map(String::valueOf).toList());
    }

    private List<String> letters() throws Exception {
        List<String> letters = new ArrayList<>(stage.owner().deadLetters());
        for (BridgePart deliverer : stage.deliverers) {
            letters.addAll(deliverer.deadLetters());
        }
        return letters;
    }

    private List<String> leaks() throws Exception {
        List<String> leaks = new ArrayList<>();
        for (BridgePart bridge : stage.bridges()) {
            if (Files.exists(bridge.log())) {
                leaks.addAll(Leaks.in(bridge.log()));
            }
        }
        return leaks;
    }
}
