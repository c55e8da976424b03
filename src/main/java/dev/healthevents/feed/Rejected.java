package dev.healthevents.feed;

import java.util.UUID;

/**
 * An entry of a feed that could not be understood.
 *
 * @param id the same whenever the same entry is read again
 * @param entry what the entry says of itself: ids, method, status; never a resource's content
 * @param reason why no event could be made of it, in one sentence
 */
public record Rejected(UUID id, String entry, String reason) {}
