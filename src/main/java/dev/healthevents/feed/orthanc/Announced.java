package dev.healthevents.feed.orthanc;

import dev.healthevents.event.DicomImageData;
import dev.healthevents.event.EventIds;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import java.time.Instant;

/**
 * A change of an instance, that is to be announced unless its image is not touched by it.
 *
 * @param operation what happened to the image; to the instance, where the image is there by another one
 * @param instance as it is known from then on; of one that is gone, as it was
 * @param number the change's sequence number, or 0 if nobody is told of it
 * @param time when, by Orthanc's clock; of one that is gone, when that was found out
 */
record Announced(HealthEventType operation, Instance instance, long number, Instant time) {

    /** Orthanc has no data partitions; this is how Azure names the only one of a service that uses none. */
    private static final String PARTITION = "Microsoft.Default";

    HealthEvent event(OrthancFeedSettings settings) {
        Uids uids = instance.uids();
        String subject = settings.account() + "/v1" + (settings.partitionInSubject() ? "/partitions/" + PARTITION : "")
                + "/studies/" + uids.study() + "/series/" + uids.series() + "/instances/" + uids.sop();
        return new HealthEvent(
                EventIds.dicom(settings.account(), gone() ? settings.epoch() : instance.epoch(), number),
                settings.workspace(),
                operation,
                subject,
                time,
                new DicomImageData(PARTITION, uids.study(), uids.series(), uids.sop(), settings.account(), number));
    }

    /** Whether it becomes an event; not so the delete of an instance while another one is the same image. */
    boolean told() {
        return number > 0;
    }

    boolean gone() {
        return operation == HealthEventType.DICOM_IMAGE_DELETED;
    }
}
