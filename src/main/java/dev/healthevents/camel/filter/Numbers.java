package dev.healthevents.camel.filter;

import java.math.BigDecimal;

/** Comparisons of a number of an event, first, with one of a filter. Exact, also beyond what a double can hold. */
final class Numbers {

    /** A closed range. */
    record Range(Object low, Object high) {}

    private Numbers() {}

    static boolean equal(Object key, Object filter) {
        return compare(key, filter) == 0;
    }

    static boolean less(Object key, Object filter) {
        return compare(key, filter) < 0;
    }

    static boolean lessOrEqual(Object key, Object filter) {
        return compare(key, filter) <= 0;
    }

    static boolean greater(Object key, Object filter) {
        return compare(key, filter) > 0;
    }

    static boolean greaterOrEqual(Object key, Object filter) {
        return compare(key, filter) >= 0;
    }

    static boolean within(Object key, Object range) {
        return range instanceof Range closed && compare(key, closed.low()) >= 0 && compare(key, closed.high()) <= 0;
    }

    /** Whether it is a number with a value: not infinite, and not what is no number. */
    static boolean finite(Object value) {
        return value instanceof Number number && Double.isFinite(number.doubleValue());
    }

    static int compare(Object one, Object other) {
        if (one instanceof Long a && other instanceof Long b) {
            return Long.compare(a, b);
        }
        return exact(one).compareTo(exact(other));
    }

    /** A long where it is one, which is compared quickly. */
    static Object compiled(Object number) {
        return number instanceof Integer || number instanceof Short
                ? Long.valueOf(((Number) number).longValue())
                : number;
    }

    /** The number that a text is, or else the value itself. */
    static Object read(Object value) {
        if (!(value instanceof String text)) {
            return value;
        }
        try {
            return text.strip().matches("[+-]?\\d{1,18}") ? Long.valueOf(text.strip()) : new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            return value;
        }
    }

    private static BigDecimal exact(Object number) {
        return number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
    }
}
