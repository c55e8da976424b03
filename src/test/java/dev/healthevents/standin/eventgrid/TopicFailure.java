package dev.healthevents.standin.eventgrid;

/** What can go wrong with a request that is right. */
public enum TopicFailure {
    /** 429 with {@code Retry-After}. */
    TOO_MANY_REQUESTS,
    /** 503 with {@code Retry-After}. */
    UNAVAILABLE,
    /** 500, nothing stored. */
    SERVER_ERROR,
    /** 500, but everything is stored. */
    SERVER_ERROR_AFTER_STORING,
    /** The connection is reset, nothing stored. */
    RESET,
    /** The connection is reset, but everything is stored. */
    RESET_AFTER_STORING,
    /** 307 to another host. */
    REDIRECT
}
