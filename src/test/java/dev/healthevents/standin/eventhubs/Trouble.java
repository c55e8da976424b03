package dev.healthevents.standin.eventhubs;

/** What may go wrong with a transfer to an event hub. */
public enum Trouble {
    /** Nothing. */
    NONE,
    /** Not stored; rejected as {@code com.microsoft:server-busy}. */
    THROTTLE,
    /** Not stored; rejected as {@code com.microsoft:entity-disabled}. */
    REFUSE,
    /** Not stored; the link is detached by force. */
    DETACH,
    /** Not stored; the connection is cut. */
    DROP,
    /** Stored, but the connection is cut in place of an answer. */
    STORE_AND_DROP,
    /** Stored, but never answered. */
    STORE_AND_KEEP_SILENT
}
