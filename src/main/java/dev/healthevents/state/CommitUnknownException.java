package dev.healthevents.state;

/** A commit failed in such a way that it may have happened all the same; what memory holds must be read again. */
final class CommitUnknownException extends StateException {

    private static final long serialVersionUID = 1L;

    CommitUnknownException(String message, Throwable cause) {
        super(message, cause);
    }
}
