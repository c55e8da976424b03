package dev.healthevents.feed.dicomweb;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.dicom.Uids;
import dev.healthevents.feed.dicomweb.StudyHead.State;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes note of which studies a server has when the source is read for the first time. The images of those of the last
 * days are learnt at once, so that the next one is known to be new; all others are listed later, beside what is new.
 */
final class FirstContact {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.sources");
    private static final int AT_ONCE = 20_000;

    private final QidoClient client;
    private final Inventory inventory;
    private final DicomwebFeedSettings settings;

    FirstContact(QidoClient client, Inventory inventory, DicomwebFeedSettings settings) {
        this.client = client;
        this.inventory = inventory;
        this.settings = settings;
    }

    /** @param recent the first of the last days */
    void learn(LocalDate today, LocalDate recent, Instant now) throws FeedException {
        StudyList list = new StudyList(client, Days.ANY, today).all();
        LOG.info("{}: {} studies are there.", settings.source(), list.studies().size());
        List<Study> some = new ArrayList<>();
        long images = 0;
        for (Found found : list.studies().values()) {
            Study study = study(found, Days.text(recent), now);
            images += study.images().size();
            some.add(study);
            if (images + some.size() >= AT_ONCE) {
                inventory.learn(some);
                some.clear();
                images = 0;
            }
        }
        inventory.learn(some);
        inventory.begin(new Standing(settings.epoch(), 0, ""));
    }

    private Study study(Found found, String recent, Instant now) throws FeedException {
        if (announced(found)) {
            return new Study(new StudyHead(found.study(), found.date(), 0, State.TO_ANNOUNCE), List.of());
        }
        if (found.date() == null || found.date().compareTo(recent) < 0) {
            return new Study(new StudyHead(found.study(), found.date(), 0, State.TO_LEARN), List.of());
        }
        List<Image> images = new ArrayList<>();
        for (Uids image : ImageList.of(client, found.study(), found.count()).images()) {
            images.add(new Image(image.series(), image.sop(), 0, settings.epoch(), now));
        }
        return new Study(new StudyHead(found.study(), found.date(), images.size(), State.LISTED), images);
    }

    private boolean announced(Found found) {
        String from = settings.announceFrom();
        return from != null
                && (from.isEmpty() || found.date() != null && found.date().compareTo(from) >= 0);
    }
}
