package dev.healthevents.feed.dicomweb;

import dev.healthevents.feed.FeedException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks at the studies of the last days by their counts: at each look one request, where nothing has changed. */
final class RecentStudies {

    private final QidoClient client;
    private final Inventory inventory;
    private final Suspicions suspicions;
    private final Examiner examiner;
    private final Allowance allowance;
    private Map<String, Found> same;
    private LocalDate sameFrom;
    private String lastUnsure = "";

    RecentStudies(
            QidoClient client, Inventory inventory, Suspicions suspicions, Examiner examiner, Allowance allowance) {
        this.client = client;
        this.inventory = inventory;
        this.suspicions = suspicions;
        this.examiner = examiner;
        this.allowance = allowance;
    }

    /** @param from the first of the days */
    void look(Look look, LocalDate from, LocalDate today) throws FeedException {
        StudyList list = new StudyList(client, Days.since(from), today).all();
        if (from.equals(sameFrom) && list.studies().equals(same)) {
            return;
        }
        same = null;
        Map<String, StudyHead> known = known(list, from);
        TreeMap<String, Found> unsure = new TreeMap<>();
        boolean unchanged = true;
        for (Found found : list.studies().values()) {
            Examiner.Verdict verdict = examiner.verdict(found, known.remove(found.study()));
            unchanged &= verdict == Examiner.Verdict.SAME;
            if (verdict == Examiner.Verdict.CHANGED) {
                examiner.examine(look, found.study(), found.date(), found.count());
            } else if (verdict == Examiner.Verdict.UNSURE) {
                unsure.put(found.study(), found);
            }
        }
        examine(look, unsure);
        for (StudyHead missing : known.values()) {
            unchanged = false;
            if (list.complete() && missing.state() == StudyHead.State.LISTED) {
                suspicions.missing(missing.uid(), missing.images());
            }
        }
        if (unchanged) {
            same = list.studies();
            sameFrom = from;
        }
    }

    private Map<String, StudyHead> known(StudyList list, LocalDate from) {
        Map<String, StudyHead> known = new HashMap<>();
        inventory.since(Days.text(from)).forEach(head -> known.put(head.uid(), head));
        List<String> others = new ArrayList<>(list.studies().keySet());
        others.removeAll(known.keySet());
        inventory.heads(others).forEach(head -> known.put(head.uid(), head));
        return known;
    }

    /** In turns: without counts all of them would have to be listed each time. */
    private void examine(Look look, TreeMap<String, Found> unsure) throws FeedException {
        List<Found> turn = new ArrayList<>(unsure.tailMap(lastUnsure, false).values());
        turn.addAll(unsure.headMap(lastUnsure, true).values());
        for (Found found : turn) {
            if (!allowance.any()) {
                return;
            }
            long before = client.requests();
            examiner.examine(look, found.study(), found.date(), found.count());
            allowance.spent(client.requests() - before);
            lastUnsure = found.study();
        }
    }
}
