package dev.healthevents.standin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parameters of a change feed request, with the service's rules and messages. Unknown ones are ignored.
 *
 * @param limit in v1 a span of sequence numbers, in v2 a number of rows
 */
record ChangeFeedQuery(long offset, int limit, Instant start, Instant end, boolean includeMetadata) {

    private static final Instant MIN = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant MAX = Instant.parse("9999-12-31T23:59:59.9999999Z");
    private static final DateTimeFormatter ZONED = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendOffset("+HH:mm", "Z")
            .toFormatter();

    /** A request that the service answers with 400 and this text. */
    static final class Refused extends Exception {
        Refused(String message) {
            super(message);
        }
    }

    static ChangeFeedQuery parse(int version, String query) throws Refused {
        Map<String, String> parameters = parameters(query);
        int most = version == 1 ? 100 : 200;
        String metadata = parameters.getOrDefault("includeMetadata", "true");
        if (!metadata.matches("(?i)true|false")) {
            throw refused("includeMetadata", "The value '" + metadata + "' is not valid.");
        }
        Instant start = version == 1 ? MIN : time(parameters, "startTime", MIN);
        Instant end = version == 1 ? MAX : time(parameters, "endTime", MAX);
        if (!start.isBefore(end)) {
            throw new Refused("The specified endTime must be later than the startTime.");
        }
        return new ChangeFeedQuery(
                number(parameters, version == 1 ? "offset" : "Offset", 0, 0, Long.MAX_VALUE),
                (int) number(parameters, version == 1 ? "limit" : "Limit", version == 1 ? 10 : 100, 1, most),
                start,
                end,
                metadata.equalsIgnoreCase("true"));
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String pair : query.split("&")) {
            String[] parts = pair.split("=", 2);
            if (!parts[0].isEmpty()) {
                // A + that is not encoded is a space, as ASP.NET Core has it.
                String value = parts.length == 2 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "";
                parameters.put(parts[0], value);
            }
        }
        return parameters;
    }

    private static long number(Map<String, String> parameters, String name, long absent, long least, long most)
            throws Refused {
        if (!parameters.containsKey(name)) {
            return absent;
        }
        String value = parameters.get(name);
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw refused(name, "The value '" + value + "' is not valid.");
        }
        throw refused(name, "The field " + name + " must be between " + least + " and " + most + ".");
    }

    private static Instant time(Map<String, String> parameters, String name, Instant absent) throws Refused {
        if (!parameters.containsKey(name)) {
            return absent;
        }
        String value = parameters.get(name);
        try {
            return value.contains(",")
                    ? ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant()
                    : OffsetDateTime.parse(value, ZONED).toInstant();
        } catch (DateTimeException e) {
            throw refused(name, "The value '" + value + "' is not valid for " + name + ".");
        }
    }

    private static Refused refused(String name, String why) {
        return new Refused("The query parameter '" + name + "' is invalid. " + why);
    }
}
