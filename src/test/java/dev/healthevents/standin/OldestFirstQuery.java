package dev.healthevents.standin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters of a history request by the rules of DSF 1.9: {@code _at} and {@code _since} may be combined, all of
 * them hold, and what is not understood is passed over with a warning.
 *
 * @param from inclusive, epoch milliseconds
 * @param to exclusive, epoch milliseconds
 * @param links what the links repeat, in their order; of several {@code _at} only the last one
 * @param warnings one sentence for each parameter that is passed over
 */
record OldestFirstQuery(long from, long to, int page, int count, Map<String, String> links, List<String> warnings) {

    private static final int DEFAULT_COUNT = 20;

    /** A {@code _since} that is no time at all, on which DSF fails. */
    static final class Broken extends Exception {}

    static OldestFirstQuery parse(String query) throws Broken {
        Bounds bounds = new Bounds();
        int page = 1;
        int count = DEFAULT_COUNT;
        for (String pair : query.split("&")) {
            String[] parts = pair.split("=", 2);
            String value = parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
            switch (value.isBlank() ? "" : parts[0]) {
                case "_at" -> bounds.at(value);
                case "_since" -> bounds.since(value);
                case "_page" -> page = number(value, page);
                case "_count" -> count = number(value, count);
                default -> {
                    // _elements, _sort and all others are ignored without a word.
                }
            }
        }
        return new OldestFirstQuery(bounds.from, bounds.to, page, count, bounds.links, bounds.warnings);
    }

    private static int number(String value, int otherwise) {
        return value.matches("\\d{1,9}") ? Integer.parseInt(value) : otherwise;
    }

    private static final class Bounds {
        private long from = Long.MIN_VALUE;
        private long to = Long.MAX_VALUE;
        private final Map<String, String> links = new LinkedHashMap<>();
        private final List<String> warnings = new ArrayList<>();

        void at(String value) {
            String given = value.replace(' ', '+');
            boolean prefixed = given.matches("(?i)(eq|ne|gt|lt|ge|le).*");
            String prefix = prefixed ? given.substring(0, 2).toLowerCase() : "eq";
            try {
                limit(prefix, period(prefixed ? given.substring(2) : given));
                links.put("_at", given);
            } catch (DateTimeException e) {
                warnings.add("parameter: _at, error: UNPARSABLE_VALUE, value: " + given);
            }
        }

        void since(String value) throws Broken {
            String given = value.replace(' ', '+');
            try {
                long[] period = period(given);
                if (period[1] - period[0] > 1) {
                    warnings.add("parameter: _since, error: UNPARSABLE_VALUE, message: 'Not instant', value: " + given);
                } else {
                    limit("ge", period);
                    links.put("_since", given);
                }
            } catch (DateTimeException e) {
                throw new Broken();
            }
        }

        private void limit(String prefix, long[] period) {
            switch (prefix) {
                case "ge" -> from = Math.max(from, period[0]);
                case "gt" -> from = Math.max(from, period[1]);
                case "le" -> to = Math.min(to, period[1]);
                case "lt" -> to = Math.min(to, period[0]);
                case "eq" -> {
                    from = Math.max(from, period[0]);
                    to = Math.min(to, period[1]);
                }
                default -> throw new UnsupportedOperationException("The stand-in knows no " + prefix);
            }
        }

        /** A day, or a millisecond, [start, end). */
        private static long[] period(String value) {
            if (value.length() == 10) {
                Instant day =
                        LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
                return new long[] {day.toEpochMilli(), day.toEpochMilli() + 86_400_000};
            }
            long time = OffsetDateTime.parse(value).toInstant().toEpochMilli();
            return new long[] {time, time + 1};
        }
    }
}
