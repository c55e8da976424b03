package dev.healthevents.standin.eventgrid;

import java.util.List;

/**
 * How much a request may have.
 *
 * @param bytes of a request, and so of an event
 * @param events of a request
 * @see <a href="https://learn.microsoft.com/azure/event-grid/quotas-limits">Event Grid quotas and limits</a>
 */
record TopicLimits(int bytes, int events) {

    static final TopicLimits OF_THE_SERVICE = new TopicLimits(1_048_576, 5_000);

    void check(int length) throws Refused {
        if (length > bytes) {
            throw new Refused(413, "The maximum size (" + bytes + ") has been exceeded.");
        }
    }

    void check(List<?> batch) throws Refused {
        if (batch.size() > events) {
            throw new Refused(413, "The maximum number of events (" + events + ") has been exceeded.");
        }
    }
}
