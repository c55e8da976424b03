package dev.healthevents.delivery;

/** What became of a batch that was offered to a sink. */
public enum DeliveryOutcome {
    /** The sink took it. */
    TAKEN("taken"),

    /** The sink is away or busy, or the state store did not take note: all of it comes again. */
    RETRIED("retried"),

    /** The sink failed on something in it: it comes again in parts. */
    HALVED("halved"),

    /** It was one event that the sink failed on, which waits for its next attempt. */
    PUT_ASIDE("put-aside"),

    /** It was one event that the sink will not take, or has failed on for the last time. */
    DEAD_LETTER("dead-letter");

    private final String value;

    DeliveryOutcome(String value) {
        this.value = value;
    }

    /** Its name in metrics. */
    public String value() {
        return value;
    }
}
