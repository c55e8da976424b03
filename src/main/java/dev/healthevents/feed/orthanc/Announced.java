package dev.healthevents.feed.orthanc;

import dev.healthevents.event.EventIds;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import java.time.Instant;
import java.util.UUID;

/**
 * A change of an instance, that is to be announced unless its image is not touched by it.
 *
 * @param operation what happened to the image; to the instance, where the image is there by another one
 * @param instance as it is known from then on; of one that is gone, as it was
 * @param row the Seq of the row that tells of it, or 0 if it was found by comparing
 * @param number the change's sequence number, or 0 if nobody is told of it
 * @param time when, by Orthanc's clock; of one that is gone, when that was found out
 */
record Announced(HealthEventType operation, Instance instance, long row, long number, Instant time) {

    HealthEvent event(OrthancFeedSettings settings) {
        return settings.images().event(id(settings), operation, instance.uids(), time, number);
    }

    /** Of what has a row by that alone: whoever reads it gives it the same, whatever numbers were given here. */
    private UUID id(OrthancFeedSettings settings) {
        if (row > 0) {
            return EventIds.dicom(settings.account(), instance.epoch(), row);
        }
        int epoch = gone() ? settings.epoch() : instance.epoch();
        return EventIds.orthanc(
                settings.account(), epoch, number, operation, instance.uids().path());
    }

    /** Whether it becomes an event; not so the delete of an instance while another one is the same image. */
    boolean told() {
        return number > 0;
    }

    boolean gone() {
        return operation == HealthEventType.DICOM_IMAGE_DELETED;
    }
}
