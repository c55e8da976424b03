package dev.healthevents.standin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parameters of a history request, with HAPI's rules and messages. Unknown ones are ignored.
 *
 * @param from inclusive, epoch milliseconds
 * @param to exclusive, epoch milliseconds
 * @param parameters those that HAPI repeats in its links, by name
 */
record Query(long from, long to, Integer count, Integer offset, boolean slim, Map<String, List<String>> parameters) {

    /** A request that HAPI answers with 400; the message is its diagnostics. */
    static final class Refused extends Exception {
        Refused(String message) {
            super(message);
        }
    }

    static Query parse(String query) throws Refused {
        Map<String, List<String>> parameters = parameters(query);
        if (parameters.containsKey("_at") && parameters.containsKey("_since")) {
            throw new Refused("HAPI-0553: Unable to combine _at and _since parameters for history operation");
        }
        long from = Long.MIN_VALUE;
        long to = Long.MAX_VALUE;
        if (parameters.containsKey("_since")) {
            String since = parameters.get("_since").get(0);
            if (since.length() == 10 && since.charAt(4) == '-') {
                throw new Refused("HAPI-1885: Invalid date/time string (datatype InstantDt does not support DAY"
                        + " precision): " + since);
            }
            from = period(since)[0];
        }
        for (String at : parameters.getOrDefault("_at", List.of())) {
            boolean prefixed = Character.isLetter(at.charAt(0));
            String prefix = prefixed ? at.substring(0, 2) : "eq";
            long[] period = period(prefixed ? at.substring(2) : at);
            switch (prefix) {
                case "ge" -> from = Math.max(from, period[0]);
                case "gt", "sa" -> from = Math.max(from, period[1]);
                case "le" -> to = Math.min(to, period[1]);
                case "lt", "eb" -> to = Math.min(to, period[0]);
                default -> {
                    from = Math.max(from, period[0]);
                    to = Math.min(to, period[1]);
                }
            }
        }
        boolean slim = String.join(",", parameters.getOrDefault("_elements", List.of()))
                .equals("id,meta");
        return new Query(from, to, number(parameters, "_count"), number(parameters, "_offset"), slim, parameters);
    }

    /** Whether neither {@code _since} nor {@code _at} bounds the history; only then HAPI counts a total. */
    boolean unbounded() {
        return from == Long.MIN_VALUE && to == Long.MAX_VALUE;
    }

    private static Map<String, List<String>> parameters(String query) {
        Map<String, List<String>> parameters = new TreeMap<>();
        for (String pair : query.split("&")) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2 && !parts[1].isEmpty()) {
                // HAPI takes an unencoded + for what it is.
                String value = URLDecoder.decode(parts[1].replace("+", "%2B"), StandardCharsets.UTF_8);
                parameters.computeIfAbsent(parts[0], name -> new ArrayList<>()).add(value);
            }
        }
        parameters.keySet().retainAll(List.of("_at", "_since", "_count", "_offset", "_elements"));
        return parameters;
    }

    private static Integer number(Map<String, List<String>> parameters, String name) {
        String value = parameters.getOrDefault(name, List.of("")).get(0);
        return value.matches("\\d{1,9}") ? Integer.valueOf(value) : null;
    }

    /** The instants that a date or time of its precision covers, [start, end) in epoch milliseconds. */
    private static long[] period(String value) throws Refused {
        try {
            if (value.length() == 10) {
                Instant day =
                        LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
                return new long[] {
                    day.toEpochMilli(), day.plus(1, ChronoUnit.DAYS).toEpochMilli()
                };
            }
            long time = OffsetDateTime.parse(value).toInstant().toEpochMilli();
            return new long[] {time, time + (value.contains(".") ? 1 : 1000)};
        } catch (DateTimeException e) {
            throw new Refused("HAPI-1882: Invalid date/time format: \"" + value + "\"");
        }
    }
}
