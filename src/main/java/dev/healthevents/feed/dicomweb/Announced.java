package dev.healthevents.feed.dicomweb;

import dev.healthevents.event.EventIds;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import dev.healthevents.feed.dicom.Uids;
import java.time.Instant;

/**
 * A change of an image, as it was found.
 *
 * @param number its sequence number
 * @param epoch in which it was found
 * @param time when it was found, by our clock
 */
record Announced(HealthEventType operation, Uids image, long number, int epoch, Instant time) {

    /** The announcement of an image that is remembered. */
    static Announced created(String study, Image image) {
        return new Announced(
                HealthEventType.DICOM_IMAGE_CREATED,
                new Uids(study, image.series(), image.sop()),
                image.number(),
                image.epoch(),
                image.time());
    }

    HealthEvent event(DicomwebFeedSettings settings) {
        String host = settings.images().account();
        return settings.images()
                .event(EventIds.dicomweb(host, epoch, number, image.path()), operation, image, time, number);
    }
}
