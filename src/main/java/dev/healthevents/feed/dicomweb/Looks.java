package dev.healthevents.feed.dicomweb;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.LongSupplier;

/** Looks at a server again and again: each time at what is most likely to have changed, and at a little of the rest. */
final class Looks {

    private static final Duration SECOND_LOOK = Duration.ofSeconds(2);
    private static final Duration SLICE = Duration.ofMillis(500);
    private static final int SECOND_LOOKS = 500;
    private static final int HOT = 20;
    private static final int TO_LIST = 1_000;

    private final DicomwebFeedSettings settings;
    private final Inventory inventory;
    private final QidoClient client;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Suspicions suspicions;
    private final Numbers numbers = new Numbers();
    private final Hot hot;
    private final Examiner examiner;
    private final RecentStudies recentStudies;
    private final Allowance allowance;
    private final GoneGuard guard;
    private WholeArchive archive;
    private Standing standing;
    private boolean first = true;
    private boolean listing = true;
    private volatile boolean more;
    private volatile boolean kept = true;
    private volatile long known;

    /** @param nanos our count of nanoseconds */
    Looks(DicomwebFeedSettings settings, Inventory inventory, QidoClient client, Clock clock, LongSupplier nanos) {
        this.settings = settings;
        this.inventory = inventory;
        this.client = client;
        this.clock = clock;
        this.nanos = nanos;
        this.suspicions = new Suspicions(nanos, SECOND_LOOK);
        this.hot = new Hot(nanos);
        this.examiner = new Examiner(settings.source(), nanos, hot);
        this.allowance = new Allowance(settings.requestsPerSecond(), nanos);
        this.recentStudies = new RecentStudies(client, inventory, suspicions, examiner, allowance);
        this.guard = new GoneGuard(client, inventory, suspicions, settings);
    }

    /** A study's date is that of its place, so a day more is looked at than asked for. */
    LocalDate recent() {
        return today().minusDays(settings.recentDays() + 1L);
    }

    LocalDate today() {
        return clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /** Begins where what is committed ends. */
    void begin() {
        standing = inventory.standing().orElseThrow();
        known = inventory.images();
        archive = new WholeArchive(
                client, inventory, suspicions, examiner, allowance, nanos, settings.fullInterval(), standing.walked());
    }

    /** Has a study looked at, whatever its date. Any thread may ask. */
    void lookAt(String study) {
        hot.add(study);
    }

    /** Whether something was left for the next look, which need not wait. */
    boolean more() {
        return more;
    }

    /** @param now our clock, before anything is asked for */
    WindowRead look(Window window, Instant now) throws FeedException {
        if (first) {
            // Who reads a source for the first time learns by this what was there, and that is learnt already.
            first = false;
            more = true;
            return new WindowRead(window, List.of(), List.of(), now, 0);
        }
        startOver();
        Look look = new Look(client, inventory, suspicions, numbers, settings.epoch(), now);
        boolean done = false;
        try {
            look(look);
            done = true;
        } finally {
            kept = done;
        }
        return read(window, look, now);
    }

    /** What was found and not committed must be found again. */
    private void startOver() {
        Standing committed = inventory.standing().orElseThrow();
        numbers.begin(committed.lastNumber());
        if (!kept) {
            known = inventory.images();
            suspicions.clear();
            archive.again(committed.walked());
        }
        standing = committed;
    }

    private void look(Look look) throws FeedException {
        examiner.recentFrom(Days.text(recent()));
        recentStudies.look(look, recent(), today());
        for (String study : hot.next(HOT)) {
            again(look, study);
        }
        secondLooks(look);
        long until = nanos.getAsLong() + SLICE.toNanos();
        listing = listing && list(look, until);
        if (!listing) {
            archive.look(look, today(), until);
        }
    }

    private void again(Look look, String study) throws FeedException {
        List<Found> all = StudyList.one(client, study);
        Found found = StudyList.in(all, study);
        StudyHead head = inventory.heads(List.of(study)).stream().findFirst().orElse(null);
        if (all.isEmpty() && head != null) {
            suspicions.missing(study, head.images());
        } else if (found != null && examiner.verdict(found, head) != Examiner.Verdict.SAME) {
            examiner.examine(look, study, found.date(), found.count());
        } else if (found == null && !all.isEmpty()) {
            examiner.examine(look, study, null, null);
        }
    }

    private void secondLooks(Look look) throws FeedException {
        List<String> due = suspicions.due(SECOND_LOOKS);
        if (due.isEmpty()) {
            return;
        }
        if (!accepting() && guard.tooMany(known)) {
            if (guard.back(due, known)) {
                suspicions.clear();
                archive.again(archive.walked());
            }
            return;
        }
        for (String study : due) {
            examiner.examine(look, study, null, null);
        }
    }

    /** Whether the operator has said that what is gone may be taken for deleted, by a new epoch. */
    private boolean accepting() {
        return standing.epoch() < settings.epoch();
    }

    /**
     * Lists some of the studies that were there at the first contact.
     *
     * @return whether there is more to be listed
     */
    private boolean list(Look look, long until) throws FeedException {
        boolean any = false;
        for (StudyHead head : inventory.toList(TO_LIST)) {
            if (look.more() || nanos.getAsLong() - until >= 0) {
                return true;
            }
            any |= examiner.examine(look, head.uid(), head.date(), null);
        }
        return any;
    }

    private WindowRead read(Window window, Look look, Instant now) {
        boolean all = archive.finished() && suspicions.isEmpty();
        int epoch = accepting() && !all ? standing.epoch() : settings.epoch();
        Standing moved = new Standing(epoch, numbers.last(), archive.walked());
        Lesson lesson = look.lesson(moved);
        kept = lesson.isEmpty();
        more = listing || look.more();
        List<Announced> announced = look.announced();
        return new WindowRead(
                window,
                announced.stream().map(change -> change.event(settings)).toList(),
                List.of(),
                now,
                announced.size(),
                inventory.learnt(lesson, () -> {
                    kept = true;
                    known += look.growth();
                    numbers.kept(announced, moved.lastNumber());
                }));
    }

    /** For people. */
    String capabilities() {
        if (archive == null) {
            return "";
        }
        return "DICOMweb, " + known + " images known" + (listing ? ", more are being listed" : "")
                + ", changes found by comparing, overwrites not seen"
                + (examiner.troubles() == 0 ? "" : ", " + examiner.troubles() + " studies can't be listed");
    }
}
