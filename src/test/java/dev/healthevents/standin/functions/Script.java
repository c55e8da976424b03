package dev.healthevents.standin.functions;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Which of the coming requests are answered otherwise, without that a function sees them. */
final class Script {

    private final Deque<FunctionAnswer> next = new ArrayDeque<>();
    private final Random random = new Random(20261124);
    private double share;
    private List<FunctionAnswer> atRandom = List.of();
    private int cuts;

    synchronized void next(FunctionAnswer answer, int count) {
        for (int i = 0; i < count; i++) {
            next.add(answer);
        }
    }

    synchronized void randomly(double share, List<FunctionAnswer> answers) {
        if (share > 0 && answers.isEmpty()) {
            throw new IllegalArgumentException("Name at least one answer to give at random");
        }
        this.share = share;
        this.atRandom = List.copyOf(answers);
    }

    synchronized Optional<FunctionAnswer> draw() {
        if (!next.isEmpty()) {
            return Optional.of(next.remove());
        }
        return random.nextDouble() < share
                ? Optional.of(atRandom.get(random.nextInt(atRandom.size())))
                : Optional.empty();
    }

    synchronized void cutAfterwards(int count) {
        cuts = count;
    }

    /** Whether the connection is to be cut now that the functions have seen the request. */
    synchronized boolean drawCut() {
        if (cuts > 0) {
            cuts--;
            return true;
        }
        return false;
    }
}
