package dev.healthevents.feed.dicomweb;

import dev.healthevents.event.DicomImageData;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.feed.dicom.UnpartitionedImages;
import dev.healthevents.feed.http.Authorization;
import dev.healthevents.feed.http.HttpLimits;
import dev.healthevents.state.DicomwebInventory;
import dev.healthevents.state.SeenIds;
import dev.healthevents.state.StateDatabase;
import dev.healthevents.state.WindowTransaction;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads a DICOMweb server as a source's tail does, with a real state store. Time goes by when it is told to, by a second
 * at each look.
 */
final class DicomwebReader implements AutoCloseable {

    private final StateDatabase database;
    private final String source;
    private final SeenIds seen;
    private final AtomicLong nanos = new AtomicLong();
    private DicomwebFeedSettings settings;
    private DicomwebFeed feed;

    /** All that was announced for good, as {@code + study/series/sop} and {@code - study/series/sop}. */
    final List<String> announced = new ArrayList<>();

    final List<HealthEvent> events = new ArrayList<>();

    DicomwebReader(StateDatabase database, String source, URI url) {
        this(database, source, settings(source, url, null, 1));
    }

    DicomwebReader(StateDatabase database, String source, DicomwebFeedSettings settings) {
        this.database = database;
        this.source = source;
        this.seen = new SeenIds(database);
        this.settings = settings;
        open();
    }

    static DicomwebFeedSettings settings(String source, URI url, String announceFrom, int epoch) {
        return new DicomwebFeedSettings(
                source,
                url,
                new UnpartitionedImages("pacs.example.org", "/workspaces/w", true),
                1000,
                epoch,
                announceFrom,
                3,
                Duration.ofMinutes(1),
                100,
                HttpLimits.DEFAULT,
                Authorization.none());
    }

    private void open() {
        feed = new DicomwebFeed(settings, new DicomwebInventory(database, source), Clock.systemUTC(), nanos::get);
    }

    /** The first contact; what it reads is not announced. */
    DicomwebReader begin() throws FeedException {
        feed.serverTime();
        feed.read(Window.openFrom(Instant.now()), Integer.MAX_VALUE);
        return this;
    }

    /** As after a kill: what was not committed is forgotten. */
    DicomwebReader restart() throws FeedException {
        feed.close();
        open();
        return begin();
    }

    DicomwebReader restart(DicomwebFeedSettings other) throws FeedException {
        settings = other;
        return restart();
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Looks, and commits what was found. */
    void look() throws FeedException {
        commit(lookOnly());
    }

    void looks(int times) throws FeedException {
        for (int i = 0; i < times; i++) {
            look();
        }
    }

    WindowRead lookOnly() throws FeedException {
        pass(Duration.ofSeconds(1));
        return feed.read(Window.openFrom(Instant.now()), Integer.MAX_VALUE);
    }

    void commit(WindowRead read) {
        WindowTransaction transaction = new WindowTransaction(database, seen, source);
        transaction.save(read.learnt());
        read.events().stream().filter(event -> transaction.announce(event.id())).forEach(event -> {
            events.add(event);
            announced.add(text(event));
        });
        transaction.commit(read.serverTime(), transaction.announced(), Instant.EPOCH);
    }

    private static String text(HealthEvent event) {
        DicomImageData image = (DicomImageData) event.data();
        return (event.type().equals(HealthEventType.DICOM_IMAGE_CREATED.value()) ? "+ " : "- ")
                + image.imageStudyInstanceUid()
                + '/'
                + image.imageSeriesInstanceUid()
                + '/'
                + image.imageSopInstanceUid();
    }

    DicomwebFeed feed() {
        return feed;
    }

    @Override
    public void close() {
        feed.close();
    }
}
