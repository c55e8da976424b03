package dev.healthevents.soak;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether one change has one id, and one id one change, wherever and however often it was told. */
final class Ids {

    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, String> changes = new HashMap<>();
    private final List<String> unstable = new ArrayList<>();
    private final List<String> shared = new ArrayList<>();

    void add(Told told) {
        String change = told.identity();
        String id = ids.putIfAbsent(change, told.id());
        if (id != null && !id.equals(told.id())) {
            unstable.add(change + ": " + id + ", " + told.id());
        }
        String named = told.account().equals("pacs") ? told.stored() : change;
        String other = changes.putIfAbsent(told.id(), named);
        if (other != null && !other.equals(named)) {
            shared.add(told.id() + ": " + other + ", " + named);
        }
    }

    /** Changes with two ids. */
    List<String> unstable() {
        return unstable;
    }

    /** Ids of two changes. */
    List<String> shared() {
        return shared;
    }
}
