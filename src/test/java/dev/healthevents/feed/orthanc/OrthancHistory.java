package dev.healthevents.feed.orthanc;

import static dev.healthevents.event.HealthEventType.DICOM_IMAGE_CREATED;
import static dev.healthevents.event.HealthEventType.DICOM_IMAGE_DELETED;

import dev.healthevents.event.DicomImageData;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.feed.dicom.Uids;
import dev.healthevents.feed.http.Authorization;
import dev.healthevents.feed.http.HttpLimits;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * One random history of an Orthanc, read as a source reads it: looks, sweeps, windows that fail, restarts, restored
 * databases. What the events say is compared with what Orthanc holds.
 */
final class OrthancHistory {

    private static final int IMAGES = 4;
    private static final int PATIENTS = 3;
    private static final int STEPS = 14;
    private static final List<Long> COUNTERS = List.of(0L, (1L << 31) - 9, (1L << 32) - 9, 3_000_000_000L, 1L << 40);

    private final Random random;
    private final ModelOrthanc orthanc;
    private final MemoryTable table = new MemoryTable();
    private final Set<UUID> seen = new HashSet<>();
    private final Map<String, HealthEvent> lastOf = new HashMap<>();
    private final Set<String> there = new HashSet<>();
    private final Set<Long> numbers = new HashSet<>();
    private final List<String> story = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private ModelOrthanc.Backup backup;
    private int epoch = 1;
    private Ledger ledger;
    private OrthancFeed tail;
    private OrthancFeed sweep;
    private Instant position;

    OrthancHistory(long seed) {
        random = new Random(seed);
        orthanc = new ModelOrthanc(random.nextBoolean(), COUNTERS.get(random.nextInt(COUNTERS.size())));
    }

    /** @return what is wrong, or nothing */
    List<String> run() throws Exception {
        for (int i = random.nextInt(4); i > 0; i--) {
            change();
        }
        begin();
        for (int i = 0; i < STEPS; i++) {
            step();
        }
        orthanc.meanwhile(() -> {});
        for (int i = 0; i < 4; i++) {
            rest();
            look();
        }
        Set<String> held = new HashSet<>();
        orthanc.images().forEach(image -> held.add(image.sop()));
        if (!there.equals(held)) {
            faults.add("by the events there is " + there + ", but Orthanc holds " + held);
        }
        if (!faults.isEmpty()) {
            faults.addAll(story);
        }
        return faults;
    }

    private void begin() throws Exception {
        open();
        orthanc.images().forEach(image -> there.add(image.sop()));
        position = tail.serverTime();
        WindowRead read = tail.read(Window.openFrom(position.minusSeconds(120)), Integer.MAX_VALUE);
        read.events().stream().filter(event -> event.time().isBefore(position)).forEach(event -> seen.add(event.id()));
        commit(read);
        orthanc.meanwhile(() -> {
            if (random.nextInt(25) == 0) {
                change();
            }
        });
    }

    private void open() {
        ledger = new Ledger(table);
        tail = feed();
        sweep = feed();
    }

    private OrthancFeed feed() {
        OrthancFeedSettings settings = new OrthancFeedSettings(
                "pacs",
                URI.create("http://127.0.0.1"),
                "pacs.example.org",
                "/workspaces/w",
                3,
                epoch,
                true,
                Duration.ofNanos(1_000_000),
                HttpLimits.DEFAULT,
                Authorization.none());
        Rests rests = new Rests(settings.reconcileInterval(), () -> nanos.addAndGet(1_000_000_000));
        return new OrthancFeed(settings, ledger, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), orthanc, rests);
    }

    private void step() throws Exception {
        int chance = random.nextInt(100);
        if (chance < 45) {
            change();
        } else if (chance < 75) {
            look();
        } else if (chance < 82) {
            story.add("sweep");
            commit(sweep.read(new Window(Instant.EPOCH, position), Integer.MAX_VALUE));
        } else if (chance < 88) {
            story.add("a look that fails");
            tail.read(window(), Integer.MAX_VALUE);
            tail.serverTime();
        } else if (chance < 93) {
            story.add("restart");
            open();
            tail.serverTime();
        } else if (chance < 96) {
            story.add("a commit whose end is not seen");
            WindowRead read = tail.read(window(), Integer.MAX_VALUE);
            ((MemoryTable.Memory) read.learnt()).write();
            tell(read);
            tail.serverTime();
        } else if (chance < 98) {
            story.add("backup");
            backup = orthanc.backup();
        } else if (backup != null) {
            story.add("restore");
            orthanc.restore(backup);
            epoch++;
            open();
            tail.serverTime();
        }
    }

    private Window window() {
        return Window.openFrom(position.minusSeconds(1));
    }

    private void look() throws Exception {
        if (random.nextInt(4) > 0) {
            rest();
        }
        story.add("look");
        WindowRead read = tail.read(window(), Integer.MAX_VALUE);
        commit(read);
        position = read.serverTime();
    }

    /** Long enough that Orthanc may be asked for anything again. */
    private void rest() {
        nanos.addAndGet(Duration.ofHours(1).toNanos());
    }

    private void commit(WindowRead read) {
        ((MemoryTable.Memory) read.learnt()).write();
        tell(read);
        read.learnt().kept();
    }

    private void tell(WindowRead read) {
        for (HealthEvent event : read.events()) {
            if (seen.add(event.id())) {
                tell(event);
            }
        }
    }

    private void tell(HealthEvent event) {
        DicomImageData data = (DicomImageData) event.data();
        String image = data.imageSopInstanceUid();
        story.add("  " + event.kind() + " " + image + " #" + data.sequenceNumber());
        boolean before = there.contains(image);
        if (before == (event.kind() == DICOM_IMAGE_CREATED)) {
            faults.add("out of turn: " + event.kind() + " " + image + " #" + data.sequenceNumber());
        }
        if (event.kind() == DICOM_IMAGE_DELETED) {
            there.remove(image);
        } else {
            there.add(image);
        }
        HealthEvent last = lastOf.put(image, event);
        boolean grows = last == null || ((DicomImageData) last.data()).sequenceNumber() < data.sequenceNumber();
        if (!grows || !numbers.add(data.sequenceNumber())) {
            faults.add("a number that was given: " + event.kind() + " " + image + " #" + data.sequenceNumber());
        }
    }

    private void change() {
        Uids image = new Uids("1.2", "1.2.3", "1.2.3." + random.nextInt(IMAGES));
        int patient = random.nextInt(PATIENTS);
        int chance = random.nextInt(100);
        if (chance < 40) {
            story.add("store " + image.sop() + " of " + patient);
            orthanc.store(patient, image);
        } else if (chance < 70) {
            story.add("delete " + image.sop() + " of " + patient);
            orthanc.delete(patient, image);
        } else if (chance < 85) {
            int right = random.nextInt(PATIENTS);
            boolean deleteFirst = random.nextBoolean();
            story.add("correct " + image.sop() + " of " + patient + " to " + right
                    + (deleteFirst ? ", deleted first" : ""));
            correct(image, patient, right, deleteFirst);
        } else if (chance < 93) {
            story.add("recycle " + patient);
            IntStream.range(0, IMAGES).forEach(i -> orthanc.delete(patient, new Uids("1.2", "1.2.3", "1.2.3." + i)));
        } else {
            story.add("DELETE /changes");
            orthanc.deleteChanges();
        }
    }

    private void correct(Uids image, int wrong, int right, boolean deleteFirst) {
        if (deleteFirst) {
            orthanc.delete(wrong, image);
        }
        orthanc.store(right, image);
        if (!deleteFirst && wrong != right) {
            orthanc.delete(wrong, image);
        }
    }
}
