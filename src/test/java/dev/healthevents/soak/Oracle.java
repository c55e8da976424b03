package dev.healthevents.soak;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Compares what a server has in its tables with what a sink was given. */
final class Oracle {

    private Oracle() {}

    /**
     * Of a source whose every change is announced.
     *
     * @param truth the changes, as {@link Told#change()}
     * @param erased whether the server may have forgotten a change of this resource
     * @param unordered whether no order is promised of this change, since it surfaced late, or a backlog is read beside what is new
     */
    static Finding everyChange(
            String source, Set<String> truth, Deliveries given, Predicate<String> erased, Predicate<Told> unordered) {
        List<Told> all = given.all();
        Set<String> told = new HashSet<>();
        Set<String> ids = new HashSet<>();
        List<String> invented = new ArrayList<>();
        for (Told event : all) {
            if (ids.add(event.id()) && !truth.contains(event.change()) && !erased.test(event.key())) {
                invented.add(event.change());
            }
            told.add(event.change());
        }
        List<String> missed =
                truth.stream().filter(change -> !told.contains(change)).toList();
        List<String> disordered = given.streams().stream()
                .flatMap(stream -> disordered(stream, unordered.or(event -> erased.test(event.key()))).stream())
                .toList();
        return new Finding(
                given.sink(), source, truth.size(), all.size(), all.size() - ids.size(), missed, invented, disordered);
    }

    /**
     * Of a source that keeps no list of all changes: an image that it has is told and not as deleted, one that it has not is
     * told as deleted if it is told at all, and nothing is told of what nobody has sent.
     *
     * @param present keys of what it has
     * @param sent keys of what it may have had
     * @param unordered as above
     */
    static Finding lastState(
            String source, Set<String> present, Set<String> sent, Deliveries given, Predicate<Told> unordered) {
        List<Told> all = given.all();
        Map<String, Told> last = new HashMap<>();
        given.streams()
                .forEach(stream -> Deliveries.byLastDelivery(stream)
                        .forEach(told -> last.merge(told.key(), told, (a, b) -> a.number() > b.number() ? a : b)));
        List<String> missed = new ArrayList<>();
        for (String key : present) {
            Told told = last.get(key);
            if (told == null || told.operation().equals("Deleted")) {
                missed.add(key + " is there, last told: " + (told == null ? "nothing" : told.change()));
            }
        }
        List<String> invented = new ArrayList<>();
        last.forEach((key, told) -> {
            if (!sent.contains(key)) {
                invented.add(told.change());
            } else if (!present.contains(key) && !told.operation().equals("Deleted")) {
                missed.add(key + " is gone, last told: " + told.change());
            }
        });
        long distinct = all.stream().map(Told::id).distinct().count();
        List<String> disordered = given.streams().stream()
                .flatMap(stream -> disordered(stream, unordered).stream())
                .toList();
        return new Finding(
                given.sink(), source, present.size(), all.size(), all.size() - distinct, missed, invented, disordered);
    }

    private static List<String> disordered(List<Told> stream, Predicate<Told> unordered) {
        Map<String, Long> newest = new HashMap<>();
        List<String> disordered = new ArrayList<>();
        for (Told told : Deliveries.byLastDelivery(stream)) {
            Long before = newest.put(told.key(), told.number());
            if (before != null && before > told.number() && !unordered.test(told)) {
                disordered.add(told.change() + " after " + before);
            }
        }
        return disordered;
    }
}
