package dev.healthevents.delivery;

/**
 * How many requests may be under way: half as many when the sink is busy, one while it is away, and one more after each
 * that it took. For one thread.
 */
final class Connections {

    private final int most;
    private int allowed;

    Connections(int most) {
        this.most = most;
        this.allowed = most;
    }

    int allowed() {
        return allowed;
    }

    void fewer() {
        allowed = Math.max(1, allowed / 2);
    }

    void one() {
        allowed = 1;
    }

    void succeeded() {
        allowed = Math.min(most, allowed + 1);
    }
}
