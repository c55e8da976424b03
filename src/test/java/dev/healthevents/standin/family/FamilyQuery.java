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

    /** Answered with 400, unless another status is said. */
    static final class Refused extends RuntimeException {

        final int status;

        Refused(String message) {
            this(400, message);
        }

        Refused(int status, String message) {
            super(message);
            this.status = status;
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
    void allow(Family family, Family.Level level) {
        for (String name : parameters.keySet()) {
            if (family.strict() && !family.historyParameters(level).contains(name)) {
                throw new Refused(family.refusal(level), "Unrecognized history parameter: '" + name + "'");
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

    /** @throws Refused if it is no whole number */
    long whole(String name, long otherwise) {
        try {
            return has(name) ? Long.parseLong(value(name)) : otherwise;
        } catch (NumberFormatException e) {
            throw new Refused("Error parsing history parameters");
        }
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
