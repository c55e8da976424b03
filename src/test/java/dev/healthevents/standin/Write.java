package dev.healthevents.standin;

import dev.healthevents.standin.HistoryEntry.Operation;

/** A write to the stand-in, for transactions of several. */
public record Write(Operation operation, String type, String id) {

    public static Write create(String type, String id) {
        return new Write(Operation.CREATE, type, id);
    }

    public static Write update(String type, String id) {
        return new Write(Operation.UPDATE, type, id);
    }

    public static Write delete(String type, String id) {
        return new Write(Operation.DELETE, type, id);
    }
}
