package dev.healthevents.soak;

import java.io.IOException;

/** Reads what a sink was given, further each time. */
interface SinkReader extends AutoCloseable {

    Deliveries read() throws IOException;

    @Override
    default void close() {}
}
