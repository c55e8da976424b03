package dev.healthevents.soak;

import java.util.List;

/**
 * What came out of one source at one sink.
 *
 * @param changes that the server has in its tables
 * @param delivered events that came, repeats counted
 * @param missed changes of the server's that were not told
 * @param invented what was told of changes that the server does not have
 * @param disordered events of a resource that came last behind a later one's last
 */
record Finding(
        String sink,
        String source,
        long changes,
        long delivered,
        long repeats,
        List<String> missed,
        List<String> invented,
        List<String> disordered) {

    boolean holds() {
        return missed.isEmpty() && invented.isEmpty() && disordered.isEmpty();
    }

    @Override
    public String toString() {
        return "%s, %s: %d missed, %d invented, %d out of order"
                .formatted(sink, source, missed.size(), invented.size(), disordered.size());
    }
}
