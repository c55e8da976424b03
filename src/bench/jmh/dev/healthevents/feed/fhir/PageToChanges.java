package dev.healthevents.feed.fhir;

import dev.healthevents.standin.HistoryServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The first step: a page of the stand-in, out of its gzip, becomes changes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PageToChanges {

    static final int CHANGES = 500;
    static final FhirFeedSettings SETTINGS = FhirFeedSettings.of(URI.create("http://127.0.0.1/fhir"), "/ws");

    @Param({"&_elements=id,meta", ""})
    String elements;

    private byte[] page;

    @Setup
    public void fetch() throws IOException {
        page = page(elements);
    }

    static byte[] page(String elements) throws IOException {
        try (HistoryServer server = HistoryServer.start()) {
            Instant now = Instant.now();
            server.fill(CHANGES, now.minus(Duration.ofMinutes(1)), now);
            URLConnection asked = URI.create(server.url() + "/_history?_count=" + CHANGES + elements)
                    .toURL()
                    .openConnection();
            return asked.getInputStream().readAllBytes();
        }
    }

    static List<FhirChange> changes(byte[] page) throws Exception {
        ResourceHistories.Versions changes = new ResourceHistories.Versions();
        new HistoryPageParser("history", new EntryReader(SETTINGS, changes)).read(new ByteArrayInputStream(page), null);
        if (changes.all().size() != CHANGES) {
            throw new IllegalStateException(
                    "Of " + CHANGES + " changes " + changes.all().size() + " were read");
        }
        return changes.all();
    }

    @Benchmark
    @OperationsPerInvocation(CHANGES)
    public List<FhirChange> aChange() throws Exception {
        return changes(page);
    }
}
