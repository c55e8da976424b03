package dev.healthevents.event;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Times as Azure writes them: UTC, always seven fractional digits, for example {@code 2022-02-03T16:48:09.6223354Z}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3339#section-5.6">RFC 3339, section 5.6</a>
 */
public final class EventTime {

    private static final long EARLIEST = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long END = Instant.parse("+10000-01-01T00:00:00Z").getEpochSecond();

    private static final int DIGITS = 7;
    private static final int NANOS_A_DIGIT = 100;

    private static final int MINUTES_A_DAY = 24 * 60;

    // Events come in the order of their times, and most are of the minute that was written last.
    private static volatile Minute last = new Minute(Long.MIN_VALUE, "");

    private record Minute(long epochMinute, String untilTheSeconds) {

        static Minute of(long epochMinute) {
            LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(epochMinute, MINUTES_A_DAY));
            int minute = Math.floorMod(epochMinute, MINUTES_A_DAY);
            char[] text = "0000-00-00T00:00:".toCharArray();
            digits(text, 0, 4, day.getYear());
            digits(text, 5, 2, day.getMonthValue());
            digits(text, 8, 2, day.getDayOfMonth());
            digits(text, 11, 2, minute / 60);
            digits(text, 14, 2, minute % 60);
            return new Minute(epochMinute, new String(text));
        }
    }

    private EventTime() {}

    /** Whether its year is one of 0000 to 9999, the only ones that RFC 3339 can write. */
    public static boolean canSay(Instant time) {
        return time.getEpochSecond() >= EARLIEST && time.getEpochSecond() < END;
    }

    /**
     * @param time what is finer than 100 ns is cut off, not rounded
     * @throws IllegalArgumentException unless it {@linkplain #canSay can be said}
     */
    public static String of(Instant time) {
        if (!canSay(time)) {
            throw new IllegalArgumentException("An event's time needs a year from 0000 to 9999, but is " + time);
        }
        long epochMinute = Math.floorDiv(time.getEpochSecond(), 60L);
        Minute minute = last;
        if (minute.epochMinute() != epochMinute) {
            minute = Minute.of(epochMinute);
            last = minute;
        }
        char[] seconds = new char[2 + 1 + DIGITS + 1];
        digits(seconds, 0, 2, (int) Math.floorMod(time.getEpochSecond(), 60L));
        seconds[2] = '.';
        digits(seconds, 3, DIGITS, time.getNano() / NANOS_A_DIGIT);
        seconds[seconds.length - 1] = 'Z';
        return minute.untilTheSeconds() + new String(seconds);
    }

    private static void digits(char[] into, int from, int count, int number) {
        for (int i = from + count - 1, left = number; i >= from; i--, left /= 10) {
            into[i] = (char) ('0' + left % 10);
        }
    }
}
