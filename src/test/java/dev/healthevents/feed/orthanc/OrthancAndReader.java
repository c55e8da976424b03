package dev.healthevents.feed.orthanc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.demo.DicomFiles;
import dev.healthevents.demo.OrthancServer;
import dev.healthevents.demo.OrthancSettings;
import dev.healthevents.event.DicomImageData;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** An Orthanc of a test's own, and what reads it. */
abstract class OrthancAndReader {

    static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    OrthancServer orthanc;
    OrthancReader reader;

    void start(OrthancSettings settings) throws Exception {
        orthanc = OrthancServer.start(settings);
        read();
    }

    void read() throws Exception {
        reader = new OrthancReader(folder, orthanc).begin();
    }

    @AfterEach
    void close() {
        if (reader != null) {
            reader.close();
        }
        if (orthanc != null) {
            orthanc.close();
        }
    }

    Path files(int study, int series, int instances) {
        return DicomFiles.study(folder.resolve("study-" + study), study, series, instances);
    }

    /** Stores them and takes note of their being created. */
    void stored(int study, int series, int instances) throws Exception {
        orthanc.store(files(study, series, instances));
        assertThat(reader.await(series * instances, SOON)).hasSize(series * instances);
    }

    static List<HealthEventType> kinds(List<HealthEvent> events) {
        return events.stream().map(HealthEvent::kind).distinct().toList();
    }

    static List<String> instances(List<HealthEvent> events) {
        return events.stream()
                .map(event -> ((DicomImageData) event.data()).imageSopInstanceUid())
                .toList();
    }

    static List<Long> numbers(List<HealthEvent> events) {
        return events.stream()
                .map(event -> ((DicomImageData) event.data()).sequenceNumber())
                .toList();
    }

    String id(String level) {
        return orthanc.get("/" + level).get(0).asText();
    }
}
