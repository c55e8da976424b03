package dev.healthevents.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** What a stand-in took, in the order in which it did. */
final class StandInReader implements SinkReader {

    private final String sink;
    private final IntFunction<List<String>> events;
    private final List<Told> told = new ArrayList<>();

    /** @param events all that it took, without so many of the first ones */
    StandInReader(String sink, IntFunction<List<String>> events) {
        this.sink = sink;
        this.events = events;
    }

    @Override
    public Deliveries read() {
        events.apply(told.size()).stream().map(Told::of).forEach(told::add);
        return new Deliveries(sink, List.of(told));
    }
}
