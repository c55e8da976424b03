package dev.healthevents.standin.functions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a function does: it takes an event of its type and keeps it, or throws. */
final class FunctionCode {

    /** A function's failure, with the status that it answers itself where it is its own to choose. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        final int status;

        Failed(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    private final Binding binding;
    private final Map<String, Integer> failing = new ConcurrentHashMap<>();
    private final List<String> taken = new ArrayList<>();

    FunctionCode(Binding binding) {
        this.binding = binding;
    }

    Binding binding() {
        return binding;
    }

    void fail(String eventId, int status) {
        failing.put(eventId, status);
    }

    void succeed(String eventId) {
        failing.remove(eventId);
    }

    /** @throws Failed if this is no event of its type, or one that it was told to fail on */
    void check(JsonNode event) {
        try {
            binding.check(event);
        } catch (IllegalArgumentException e) {
            throw new Failed(400, e.getMessage());
        }
        Integer status = failing.get(event.get("id").asText());
        if (status != null) {
            throw new Failed(status, "Exception while executing function: event " + event.get("id"));
        }
    }

    /** Keeps an event that was found to be good. */
    void take(JsonNode event) {
        synchronized (taken) {
            taken.add(event.toString());
        }
    }

    /** All events that it took, as often as it took them, oldest first. */
    List<String> taken() {
        synchronized (taken) {
            return List.copyOf(taken);
        }
    }
}
