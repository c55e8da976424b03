package dev.healthevents.feed.dicomweb;

import java.util.List;

/**
 * One answer to a search.
 *
 * @param found its matches, in the server's order
 * @param truncated whether the server warns that it left some out
 */
record QidoPage(List<Found> found, boolean truncated) {}
