package dev.healthevents.standin.eventhubs;

import org.apache.qpid.proton.engine.Delivery;

/** What our end of a link does. */
interface LinkEnd {

    /** A transfer has come, or a part of one. */
    default void received(Delivery delivery) {}

    /** There may be credit, or something new to send. */
    default void pump() {}
}
