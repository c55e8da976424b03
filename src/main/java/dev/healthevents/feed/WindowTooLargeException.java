package dev.healthevents.feed;

/** A closed window holds more entries than were allowed for; read it as smaller ones. */
public class WindowTooLargeException extends FeedException {

    private static final long serialVersionUID = 1L;

    public WindowTooLargeException(Window window, int limit) {
        super("The window " + window + " holds more than " + limit + " entries");
    }
}
