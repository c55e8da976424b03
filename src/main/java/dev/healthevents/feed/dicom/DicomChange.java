package dev.healthevents.feed.dicom;

import dev.healthevents.event.DicomImageData;
import dev.healthevents.event.EventIds;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import java.time.Instant;

/**
 * One row of a change feed that was understood.
 *
 * @param sequence the row's number, growing, unique within the service
 * @param operation what happened
 * @param time when, by the service's clock; not in the order of {@code sequence}
 */
record DicomChange(
        long sequence,
        HealthEventType operation,
        Instant time,
        String partition,
        String study,
        String series,
        String instance) {

    /** Azure's subjects say v1 whichever version of the API is in use. */
    private static final String VERSION = "/v1";

    /**
     * The event that announces this change.
     *
     * @param partitionInSubject whether {@code subject} names the data partition
     */
    HealthEvent event(DicomFeedSettings settings, boolean partitionInSubject) {
        String subject = settings.account() + VERSION + (partitionInSubject ? "/partitions/" + partition : "")
                + "/studies/" + study + "/series/" + series + "/instances/" + instance;
        return new HealthEvent(
                EventIds.dicom(settings.account(), settings.epoch(), sequence),
                settings.workspace(),
                operation,
                subject,
                time,
                new DicomImageData(partition, study, series, instance, settings.account(), sequence));
    }
}
