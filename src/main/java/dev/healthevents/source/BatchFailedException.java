package dev.healthevents.source;

import java.util.List;

/** What was read of partitions could not be taken through the routes into the outboxes. */
final class BatchFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<HeldPartition> left;

    /** @param left the partitions of which something was not */
    BatchFailedException(List<HeldPartition> left, Exception cause) {
        super(cause.getMessage(), cause);
        this.left = List.copyOf(left);
    }

    List<HeldPartition> left() {
        return left;
    }
}
