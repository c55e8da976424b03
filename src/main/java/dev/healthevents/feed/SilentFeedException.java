package dev.healthevents.feed;

/** The server has changes of which its feed does not tell. */
public class SilentFeedException extends FeedException {

    private static final long serialVersionUID = 1L;

    public SilentFeedException(String message) {
        super(message);
    }
}
