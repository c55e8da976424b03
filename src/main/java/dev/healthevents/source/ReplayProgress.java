package dev.healthevents.source;

/** How the replay that a source works at is getting on. For use by several threads. */
public final class ReplayProgress {

    private final String id;
    private final Pace pace;
    private volatile String waitsFor;

    ReplayProgress(String id, Pace pace) {
        this.id = id;
        this.pace = pace;
    }

    void runs() {
        waitsFor = null;
    }

    void waits(String reason) {
        waitsFor = reason;
    }

    /** Which one it is. */
    public String id() {
        return id;
    }

    public Pace pace() {
        return pace;
    }

    /** Why it does not go on at present, or {@code null} if it does. */
    public String waitsFor() {
        return waitsFor;
    }
}
