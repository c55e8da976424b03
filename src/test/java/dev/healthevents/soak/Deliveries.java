package dev.healthevents.soak;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a sink was given.
 *
 * @param sink what it is, for people
 * @param streams each in the order in which it came; between two of them there is none
 */
record Deliveries(String sink, List<List<Told>> streams) {

    /** The same of one source. */
    Deliveries of(String account) {
        return new Deliveries(
                sink,
                streams.stream()
                        .map(stream -> stream.stream()
                                .filter(told -> told.account().equals(account))
                                .toList())
                        .toList());
    }

    List<Told> all() {
        return streams.stream().flatMap(List::stream).toList();
    }

    /** Each event of a stream once, where it came last. */
    static List<Told> byLastDelivery(List<Told> stream) {
        Map<String, Told> last = new LinkedHashMap<>();
        for (Told told : stream) {
            last.remove(told.id());
            last.put(told.id(), told);
        }
        return List.copyOf(last.values());
    }
}
