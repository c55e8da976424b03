package dev.healthevents.standin.eventhubs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Which of the coming transfers go wrong, and how. */
public final class Troubles {

    private final Deque<Trouble> next = new ArrayDeque<>();
    private final Random random = new Random(20261124);
    private double share;
    private List<Trouble> atRandom = List.of();

    public synchronized void next(Trouble... troubles) {
        next.addAll(List.of(troubles));
    }

    /** Lets this share of transfers go wrong, in one of these ways; of none with 0. */
    public synchronized void randomly(double share, Trouble... troubles) {
        if (share > 0 && troubles.length == 0) {
            throw new IllegalArgumentException("Name at least one trouble to happen at random");
        }
        this.share = share;
        this.atRandom = List.of(troubles);
    }

    synchronized Trouble draw() {
        if (!next.isEmpty()) {
            return next.remove();
        }
        return random.nextDouble() < share ? atRandom.get(random.nextInt(atRandom.size())) : Trouble.NONE;
    }
}
