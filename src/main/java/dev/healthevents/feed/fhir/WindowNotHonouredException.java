package dev.healthevents.feed.fhir;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Window;
import java.time.Instant;

/** The server answered a closed window with something from outside of it, or with nothing although it has something. */
class WindowNotHonouredException extends FeedException {

    private static final long serialVersionUID = 1L;

    private static final String CONSEQUENCE = ": it does not honour closed windows as they were asked for";

    WindowNotHonouredException(Window window, Instant time) {
        super("Asked for the window " + window + ", the server answered with a change of " + time + CONSEQUENCE);
    }

    WindowNotHonouredException(Window window) {
        super("Asked for the window " + window + ", the server answered with nothing, although it has a change there"
                + CONSEQUENCE);
    }
}
