package dev.healthevents.feed.dicomweb;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.FeedRestoredException;
import dev.healthevents.feed.dicom.Uids;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sees that a server whose database has failed, or that does not let us see what it had, is not taken for one from which
 * all was deleted.
 */
final class GoneGuard {

    /** Fewer may go at once from an archive that is hardly larger. */
    private static final int FEW = 50;

    private static final int SAMPLE = 20;

    private final QidoClient client;
    private final Inventory inventory;
    private final Suspicions suspicions;
    private final DicomwebFeedSettings settings;

    GoneGuard(QidoClient client, Inventory inventory, Suspicions suspicions, DicomwebFeedSettings settings) {
        this.client = client;
        this.inventory = inventory;
        this.suspicions = suspicions;
        this.settings = settings;
    }

    /**
     * Whether more than a tenth is missing.
     *
     * @param known how many images are known
     */
    boolean tooMany(long known) {
        long missing = suspicions.images();
        boolean all = missing >= known && inventory.after("", 2).size() > 1;
        return missing * 10 > known && (missing > FEW || all);
    }

    /**
     * Asks once more for some of what is missing.
     *
     * @return whether they are there again
     * @throws FeedRestoredException if they are not
     */
    boolean back(List<String> studies, long known) throws FeedException {
        for (String study : studies.subList(0, Math.min(SAMPLE, studies.size()))) {
            Set<Uids> missing = new HashSet<>();
            inventory.study(study).ifPresent(there -> there.images().forEach(image -> missing.add(image.of(study))));
            ImageList list = ImageList.of(client, study, null);
            missing.removeAll(list.images());
            if (missing.isEmpty() || !list.complete()) {
                return true;
            }
        }
        throw new FeedRestoredException(settings.base() + " does not show " + suspicions.images() + " of the " + known
                + " images any more that it had: more than a tenth at once. If they were deleted, set"
                + " health-events.sources." + settings.source() + ".epoch to " + (settings.epoch() + 1)
                + " and restart, and they are announced as deleted; else see that its database is whole and that it"
                + " lets us see all of it, and restart. Nothing is read until then");
    }
}
