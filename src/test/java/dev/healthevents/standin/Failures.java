package dev.healthevents.standin;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Which of the coming history requests go wrong, and how. */
final class Failures {

    private final Deque<Failure> next = new ArrayDeque<>();
    private final Random random = new Random(20261122);
    private double share;
    private List<Failure> atRandom = List.of();

    synchronized void next(Failure failure, int count) {
        for (int i = 0; i < count; i++) {
            next.add(failure);
        }
    }

    synchronized void randomly(double share, List<Failure> failures) {
        if (share > 0 && failures.isEmpty()) {
            throw new IllegalArgumentException("Name at least one failure to happen at random");
        }
        this.share = share;
        this.atRandom = List.copyOf(failures);
    }

    synchronized Optional<Failure> draw() {
        if (!next.isEmpty()) {
            return Optional.of(next.remove());
        }
        if (random.nextDouble() < share) {
            return Optional.of(atRandom.get(random.nextInt(atRandom.size())));
        }
        return Optional.empty();
    }
}
