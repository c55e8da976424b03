package dev.healthevents.feed.topic;

/** What claims to be a health event is none. The message says why, and has nothing of its data. */
final class NoHealthEventException extends Exception {

    private static final long serialVersionUID = 1L;

    NoHealthEventException(String message) {
        super(message);
    }
}
