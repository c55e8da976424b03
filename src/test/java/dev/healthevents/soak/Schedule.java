package dev.healthevents.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Which faults happen when: known before anything begins, and the same for the same seed and length. */
final class Schedule {

    /** Seconds between two faults. */
    private static final int SHORTEST_GAP = 4;

    private static final int LONGEST_GAP = 17;

    private Schedule() {}

    /**
     * @param length all are over by then
     * @param possible what may happen here
     */
    static List<PlannedFault> of(long seed, Duration length, Collection<Fault> possible) {
        Random random = new Random(seed);
        List<Fault> faults = possible.stream().sorted().toList();
        Map<Place, Integer> free = new EnumMap<>(Place.class);
        List<PlannedFault> planned = new ArrayList<>();
        int end = (int) length.toSeconds();
        for (int at = gap(random); at < end; at += gap(random)) {
            int now = at;
            List<Fault> ready = faults.stream()
                    .filter(fault -> free.getOrDefault(fault.place, 0) <= now)
                    .toList();
            if (!ready.isEmpty()) {
                Fault fault = ready.get(random.nextInt(ready.size()));
                int lasts = Math.min(random.nextInt(1, fault.longest + 1), end - at);
                planned.add(new PlannedFault(Duration.ofSeconds(at), fault, Duration.ofSeconds(lasts)));
                free.put(fault.place, at + lasts + fault.place.recovers);
            }
        }
        return List.copyOf(planned);
    }

    private static int gap(RandomGenerator random) {
        return random.nextInt(SHORTEST_GAP, LONGEST_GAP + 1);
    }
}
