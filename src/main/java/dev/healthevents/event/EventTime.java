package dev.healthevents.event;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/**
 * Times as Azure writes them: UTC, always seven fractional digits, for example {@code 2022-02-03T16:48:09.6223354Z}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3339#section-5.6">RFC 3339, section 5.6</a>
 */
public final class EventTime {

    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private static final int DIGITS = 7;
    private static final int NANOS_A_DIGIT = 100;

    private static final DateTimeFormatter SEVEN_DIGITS =
            new DateTimeFormatterBuilder().appendInstant(DIGITS).toFormatter();

    // Events come in the order of their times, and most are of the second that was written last.
    private static volatile Second last = new Second(Long.MIN_VALUE, "");

    private record Second(long epochSecond, String untilTheDot) {

        static Second of(Instant time) {
            String text = SEVEN_DIGITS.format(time);
            return new Second(time.getEpochSecond(), text.substring(0, text.length() - DIGITS - 1));
        }
    }

    private EventTime() {}

    /** Whether its year is one of 0000 to 9999, the only ones that RFC 3339 can write. */
    public static boolean canSay(Instant time) {
        return !time.isBefore(EARLIEST) && time.isBefore(END);
    }

    /**
     * @param time what is finer than 100 ns is cut off, not rounded
     * @throws IllegalArgumentException unless it {@linkplain #canSay can be said}
     */
    public static String of(Instant time) {
        if (!canSay(time)) {
            throw new IllegalArgumentException("An event's time needs a year from 0000 to 9999, but is " + time);
        }
        Second second = last;
        if (second.epochSecond() != time.getEpochSecond()) {
            second = Second.of(time);
            last = second;
        }
        char[] digits = new char[DIGITS + 1];
        digits[DIGITS] = 'Z';
        for (int i = DIGITS - 1, left = time.getNano() / NANOS_A_DIGIT; i >= 0; i--, left /= 10) {
            digits[i] = (char) ('0' + left % 10);
        }
        return second.untilTheDot() + new String(digits);
    }
}
