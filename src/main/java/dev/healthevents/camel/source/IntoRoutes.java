package dev.healthevents.camel.source;

import dev.healthevents.source.InRoutes;

/** A consumer that takes windows of a source into routes. */
public interface IntoRoutes {

    /** Its windows that are in its routes. */
    InRoutes inRoutes();
}
