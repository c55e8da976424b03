package dev.healthevents.feed.dicom;

import dev.healthevents.event.DicomImageData;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import java.time.Instant;
import java.util.UUID;

/**
 * Makes the events of a server of images that has no data partitions.
 *
 * @param account host name shown in {@code subject} and {@code data}
 * @param workspace CloudEvents {@code source} of its events
 * @param partitionInSubject whether {@code subject} names the data partition, as Microsoft's newest page has it
 */
public record UnpartitionedImages(String account, String workspace, boolean partitionInSubject) {

    /** How Azure names the only partition of a service that uses none. */
    private static final String PARTITION = "Microsoft.Default";

    /**
     * @param time of the change
     * @param number the change's sequence number
     */
    public HealthEvent event(UUID id, HealthEventType operation, Uids uids, Instant time, long number) {
        String subject = account + "/v1" + (partitionInSubject ? "/partitions/" + PARTITION : "") + '/' + uids.path();
        return new HealthEvent(
                id,
                workspace,
                operation,
                subject,
                time,
                new DicomImageData(PARTITION, uids.study(), uids.series(), uids.sop(), account, number));
    }
}
