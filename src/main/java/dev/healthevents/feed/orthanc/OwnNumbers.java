package dev.healthevents.feed.orthanc;

/**
 * Sequence numbers in a row that are ours, not Orthanc's.
 *
 * @param first the first of them
 * @param last the last of them
 */
public record OwnNumbers(long first, long last) {

    boolean contains(long number) {
        return first <= number && number <= last;
    }
}
