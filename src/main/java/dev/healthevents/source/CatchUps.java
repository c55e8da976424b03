package dev.healthevents.source;

import dev.healthevents.delivery.Sink;
import dev.healthevents.delivery.Sinks;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;

/** Sees that there is a {@link CatchUp} for each sink that was left behind. For one thread. */
final class CatchUps {

    private final Sinks sinks;
    private final BiFunction<HeldTopic, Sink, CatchUp> made;
    private final Executor threads;
    private final Map<String, CatchUp> going = new ConcurrentHashMap<>();

    CatchUps(Sinks sinks, BiFunction<HeldTopic, Sink, CatchUp> made, Executor threads) {
        this.sinks = sinks;
        this.made = made;
        this.threads = threads;
    }

    /** Begins those that are missing. */
    void look(HeldTopic held) {
        for (String name : held.behind()) {
            Sink sink = sinks.find(name).orElse(null);
            if (sink != null && !going.containsKey(name)) {
                CatchUp one = made.apply(held, sink);
                going.put(name, one);
                threads.execute(() -> {
                    try {
                        one.run();
                    } finally {
                        going.remove(name);
                    }
                });
            }
        }
    }

    /** Why one of them does not get on. */
    Optional<String> trouble() {
        return going.values().stream()
                .map(CatchUp::trouble)
                .filter(Objects::nonNull)
                .findFirst();
    }

    boolean ended() {
        return going.isEmpty();
    }
}
