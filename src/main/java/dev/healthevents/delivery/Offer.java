package dev.healthevents.delivery;

import dev.healthevents.state.OutboxRow;
import java.util.List;

/** Has a sink take a batch: all of it when this returns, none of it for sure when it throws. */
@FunctionalInterface
public interface Offer {
    void offer(List<OutboxRow> batch) throws Exception;
}
