package dev.healthevents.feed.orthanc;

/**
 * How far an Orthanc was read.
 *
 * @param epoch the epoch that this is about
 * @param lastSeq every row up to this one is committed; negative before the first one is
 */
public record Standing(int epoch, long lastSeq) {}
