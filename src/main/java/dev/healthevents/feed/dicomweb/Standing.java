package dev.healthevents.feed.dicomweb;

/**
 * How far a DICOMweb server was read.
 *
 * @param epoch the epoch that has begun
 * @param lastNumber the highest sequence number that was given
 * @param walked up to which study the archive has been gone through; empty at its beginning
 */
public record Standing(int epoch, long lastNumber, String walked) {}
