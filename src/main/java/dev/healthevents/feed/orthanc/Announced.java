package dev.healthevents.feed.orthanc;

import dev.healthevents.event.DicomImageData;
import dev.healthevents.event.EventIds;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import java.time.Instant;

/**
 * A change of an instance that is to be announced.
 *
 * @param operation what happened
 * @param instance as it is known from then on; of one that is gone, as it was
 * @param number the change's sequence number
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
                EventIds.dicom(settings.account(), settings.epoch(), number),
                settings.workspace(),
                operation,
                subject,
                time,
                new DicomImageData(PARTITION, uids.study(), uids.series(), uids.sop(), settings.account(), number));
    }

    boolean gone() {
        return operation == HealthEventType.DICOM_IMAGE_DELETED;
    }
}
