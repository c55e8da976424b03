package dev.healthevents.standin.family;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The parameters of a request. */
final class FamilyQuery {

    /** Answered with 400. */
    static final class Refused extends RuntimeException {
        Refused(String message) {
            super(message);
        }
    }

    private final Map<String, List<String>> parameters = new TreeMap<>();

    FamilyQuery(String query) {
        for (String pair : query == null ? new String[0] : query.split("&")) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2) {
                parameters
                        .computeIfAbsent(parts[0], name -> new ArrayList<>())
                        .add(URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
    }

    /** @throws Refused if a strict family does not know one of them */
    void allow(Family family) {
        for (String name : parameters.keySet()) {
            if (family.strict() && !family.historyParameters().contains(name)) {
                throw new Refused("Unrecognized history parameter: " + name);
            }
        }
    }

    boolean has(String name) {
        return parameters.containsKey(name);
    }

    String value(String name) {
        return parameters.getOrDefault(name, List.of("")).get(0);
    }

    Instant since() {
        return has("_since") ? instant(value("_since")) : Instant.MIN;
    }

    Instant before() {
        return has("_before") ? instant(value("_before")) : Instant.MAX;
    }

    int number(String name, int otherwise) {
        return value(name).matches("\\d{1,9}") ? Integer.parseInt(value(name)) : otherwise;
    }

    /** Whether a time meets all of the {@code _lastUpdated}s. */
    boolean updated(Instant time) {
        for (String bound : parameters.getOrDefault("_lastUpdated", List.of())) {
            Instant at = instant(bound.substring(2));
            boolean met = switch (bound.substring(0, 2)) {
                case "ge" -> !time.isBefore(at);
                case "lt" -> time.isBefore(at);
                default -> throw new Refused("Unsupported prefix: " + bound);
            };
            if (!met) {
                return false;
            }
        }
        return true;
    }

    private static Instant instant(String value) {
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException e) {
            throw new Refused("No instant: " + value);
        }
    }
}
