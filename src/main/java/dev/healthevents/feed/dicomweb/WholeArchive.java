package dev.healthevents.feed.dicomweb;

import dev.healthevents.feed.FeedException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Goes through the whole archive, again and again and a little at a time: first the list of all studies with their counts,
 * for what was imported with an old date, or deleted; then each study, for what counts don't tell. For one thread.
 */
final class WholeArchive {

    private static final int TABLE_PAGE = 2_000;
    private static final int WALK_PAGE = 100;

    private final QidoClient client;
    private final Inventory inventory;
    private final Suspicions suspicions;
    private final Examiner examiner;
    private final Allowance allowance;
    private final LongSupplier nanos;
    private final long interval;
    private final Deque<Found> changed = new ArrayDeque<>();
    private final Deque<StudyHead> walk = new ArrayDeque<>();
    private StudyList list;
    private long begun;
    private boolean resting;
    private boolean compared;
    private boolean finished;
    private String walked;

    /** @param walked up to which study an earlier process went */
    WholeArchive(
            QidoClient client,
            Inventory inventory,
            Suspicions suspicions,
            Examiner examiner,
            Allowance allowance,
            LongSupplier nanos,
            Duration interval,
            String walked) {
        this.client = client;
        this.inventory = inventory;
        this.suspicions = suspicions;
        this.examiner = examiner;
        this.allowance = allowance;
        this.nanos = nanos;
        this.interval = interval.toNanos();
        this.begun = nanos.getAsLong();
        this.walked = walked;
    }

    /**
     * Goes on for as long as the allowance reaches.
     *
     * @param until our count of nanoseconds when it is time to end
     */
    void look(Look look, LocalDate today, long until) throws FeedException {
        if (resting && nanos.getAsLong() - begun >= interval) {
            again();
        }
        while (!resting && !look.more() && allowance.any() && nanos.getAsLong() - until < 0) {
            long before = client.requests();
            step(look, today);
            allowance.spent(client.requests() - before);
        }
    }

    private void again() {
        begun = nanos.getAsLong();
        resting = false;
        compared = false;
        list = null;
        changed.clear();
    }

    /** Begins from the list of all studies, and goes on with each study from there. */
    void again(String from) {
        again();
        walk.clear();
        walked = from;
    }

    private void step(Look look, LocalDate today) throws FeedException {
        if (!compared) {
            list = list == null ? new StudyList(client, Days.ANY, today) : list;
            list.step();
            if (list.done()) {
                compare(list);
                list = null;
                compared = true;
            }
        } else if (!changed.isEmpty()) {
            Found found = changed.peek();
            examiner.examine(look, found.study(), found.date(), found.count());
            if (!look.more()) {
                changed.remove();
            }
        } else {
            walk(look);
        }
    }

    private void compare(StudyList all) {
        Map<String, Found> unknown = new HashMap<>(all.studies());
        List<StudyHead> page = inventory.after("", TABLE_PAGE);
        while (!page.isEmpty()) {
            for (StudyHead head : page) {
                Found found = unknown.remove(head.uid());
                boolean wouldBeThere = all.complete() && (head.date() != null || all.undated());
                if (found != null && examiner.verdict(found, head) == Examiner.Verdict.CHANGED) {
                    changed.add(found);
                } else if (found == null && wouldBeThere && head.state() == StudyHead.State.LISTED) {
                    suspicions.missing(head.uid(), head.images());
                }
            }
            page = inventory.after(page.get(page.size() - 1).uid(), TABLE_PAGE);
        }
        changed.addAll(unknown.values());
    }

    private void walk(Look look) throws FeedException {
        if (walk.isEmpty()) {
            walk.addAll(inventory.after(walked, WALK_PAGE));
            resting = walk.isEmpty();
            walked = resting ? "" : walked;
            finished |= resting;
        }
        StudyHead next = walk.poll();
        if (next != null) {
            examiner.examine(look, next.uid(), next.date(), null);
            walked = next.uid();
        }
    }

    /** Whether it was gone through to its end once, since it was begun anew. */
    boolean finished() {
        return finished;
    }

    /** Up to which study the archive was gone through in this round; empty at its beginning. */
    String walked() {
        return walked;
    }
}
