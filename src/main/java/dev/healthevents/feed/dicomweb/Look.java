package dev.healthevents.feed.dicomweb;

import dev.healthevents.event.HealthEventType;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.dicom.Uids;
import dev.healthevents.feed.dicomweb.StudyHead.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What one look finds: studies are listed and compared with what is committed of them, each once. For one thread. */
final class Look {

    /** How many changes are announced at once; the rest follows at the next look. */
    static final int MOST = 5_000;

    /** So many images may be those of studies that have changed. */
    private static final int MOST_WEIGHT = 100_000;

    private static final int PAGE = 500;

    private final QidoClient client;
    private final Inventory inventory;
    private final Suspicions suspicions;
    private final Numbers numbers;
    private final int epoch;
    private final Instant now;
    private final Set<String> examined = new HashSet<>();
    private final List<Announced> announced = new ArrayList<>();
    private final List<Study> stored = new ArrayList<>();
    private final List<String> emptied = new ArrayList<>();
    private Boolean serverIsSound;
    private boolean more;
    private long growth;
    private long weight;

    /** @param now our clock, when the look began */
    Look(QidoClient client, Inventory inventory, Suspicions suspicions, Numbers numbers, int epoch, Instant now) {
        this.client = client;
        this.inventory = inventory;
        this.suspicions = suspicions;
        this.numbers = numbers;
        this.epoch = epoch;
        this.now = Instant.ofEpochMilli(now.toEpochMilli());
    }

    /**
     * Lists a study and compares.
     *
     * @param date its date, or {@code null} where that is not known
     * @param count how many images the server counts, or {@code null}
     * @return whether there was something new
     */
    boolean examine(String uid, String date, Integer count) throws FeedException {
        if (full() || !examined.add(uid)) {
            more |= full();
            return false;
        }
        Study known = inventory.study(uid).orElse(Study.unknown(uid));
        ImageList list = ImageList.of(client, uid, count);
        Set<Uids> before = new LinkedHashSet<>();
        known.images().forEach(image -> before.add(image.of(uid)));
        Set<Uids> gone = list.complete() ? gone(uid, before, list) : Set.of();
        List<Image> images = new ArrayList<>();
        known.images().stream().filter(image -> !gone.contains(image.of(uid))).forEach(images::add);
        gone.forEach(this::deleted);
        State state = add(list, before, known.head().state(), images);
        return keep(known, new StudyHead(uid, date == null ? known.head().date() : date, images.size(), state), images);
    }

    private Set<Uids> gone(String uid, Set<Uids> before, ImageList list) throws FeedException {
        Set<Uids> missing = new LinkedHashSet<>(before);
        missing.removeAll(list.images());
        Set<Uids> gone = suspicions.confirmed(uid, missing);
        if (gone.isEmpty()) {
            return gone;
        }
        // Of a study that is still found, and of which nothing can be listed, nothing is known.
        if (list.images().isEmpty() && (shown(uid) || !serverIsSound(uid))) {
            suspicions.confirmed(uid, missing);
            return Set.of();
        }
        Set<Uids> ordered = new LinkedHashSet<>(missing);
        ordered.retainAll(gone);
        return ordered;
    }

    private boolean shown(String uid) throws FeedException {
        Found study = StudyList.in(StudyList.one(client, uid), uid);
        return study != null && (study.count() == null || study.count() > 0);
    }

    /** A server that does not find a study of which we know is taken for one that finds nothing at all. */
    private boolean serverIsSound(String missing) throws FeedException {
        if (serverIsSound == null) {
            StudyHead other = other(missing);
            serverIsSound = other == null || !StudyList.one(client, other.uid()).isEmpty();
        }
        return serverIsSound;
    }

    private StudyHead other(String missing) {
        List<StudyHead> page = inventory.after("", PAGE);
        while (!page.isEmpty()) {
            for (StudyHead head : page) {
                if (!head.uid().equals(missing) && head.images() > 0 && !suspicions.contains(head.uid())) {
                    return head;
                }
            }
            page = inventory.after(page.get(page.size() - 1).uid(), PAGE);
        }
        return null;
    }

    private void deleted(Uids image) {
        HealthEventType operation = HealthEventType.DICOM_IMAGE_DELETED;
        announced.add(new Announced(operation, image, numbers.of(operation, image), epoch, now));
    }

    /** @return the state in which the study is then */
    private State add(ImageList list, Set<Uids> before, State state, List<Image> images) {
        for (Uids image : list.images()) {
            if (before.contains(image)) {
                continue;
            }
            if (state == State.TO_LEARN) {
                images.add(new Image(image.series(), image.sop(), 0, epoch, now));
            } else if (full()) {
                more = true;
                return state;
            } else {
                long number = numbers.of(HealthEventType.DICOM_IMAGE_CREATED, image);
                Image found = new Image(image.series(), image.sop(), number, epoch, now);
                images.add(found);
                announced.add(Announced.created(image.study(), found));
            }
        }
        return State.LISTED;
    }

    private boolean keep(Study known, StudyHead head, List<Image> images) {
        boolean nothing =
                images.isEmpty() && known.images().isEmpty() && known.head().state() == State.LISTED;
        if (nothing || known.head().equals(head) && images.equals(known.images())) {
            return false;
        }
        growth += images.size() - known.images().size();
        if (images.isEmpty()) {
            emptied.add(head.uid());
        } else {
            weight += images.size();
            stored.add(new Study(head, images));
        }
        return true;
    }

    private boolean full() {
        return announced.size() >= MOST || weight >= MOST_WEIGHT;
    }

    /** Whether something was left for the next look. */
    boolean more() {
        return more;
    }

    /** What is to be announced, in this order. */
    List<Announced> announced() {
        return announced;
    }

    Lesson lesson(Standing standing) {
        return new Lesson(standing, stored, emptied);
    }

    /** By how many the known images become more by it. */
    long growth() {
        return growth;
    }
}
