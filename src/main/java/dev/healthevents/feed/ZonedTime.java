package dev.healthevents.feed;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Reads the times of feeds: FHIR's instants, and what .NET writes for a {@code DateTimeOffset}. By hand, because at a
 * feed's pace the formatters of {@code java.time} would be what is slow.
 *
 * @see <a href="https://hl7.org/fhir/R4/datatypes.html#instant">FHIR R4, instant</a>
 * @see <a href="https://learn.microsoft.com/dotnet/standard/datetime/system-text-json-support">.NET, DateTime and
 *     DateTimeOffset in System.Text.Json</a>
 */
public final class ZonedTime {

    private static final int[] SCALE = {
        1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
    };
    private static final Instant YEAR_1 = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");
    private static final int LEAP = 60;
    private static final int SHORTEST = "2026-11-22T02:55:18Z".length();

    private ZonedTime() {}

    /** The time, or {@code null} if this is none: only with seconds (0 to 9 decimals) and with a zone. */
    public static Instant parse(String text) {
        if (text == null
                || text.length() < SHORTEST
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (year < 1
                || month < 1
                || month > 12
                || day < 1
                || day > 28 && day > YearMonth.of(year, month).lengthOfMonth()
                || !within(hour, 23)
                || !within(minute, 59)
                || !within(second, LEAP)) {
            return null;
        }
        int end = endOfFraction(text);
        int nanos = end > 19 ? fraction(text, end) : 0;
        int offset = offset(text, end);
        if (nanos < 0 || offset == Integer.MIN_VALUE) {
            return null;
        }
        long days = LocalDate.of(year, month, day).toEpochDay();
        Instant time = Instant.ofEpochSecond(days * 86_400 + hour * 3_600 + minute * 60 + second - offset, nanos);
        // A leap second is the last of a day in UTC, and now the first of the next one.
        boolean leaps = second == LEAP && Math.floorMod(time.getEpochSecond(), 86_400) != 0;
        return leaps || time.isBefore(YEAR_1) || !time.isBefore(YEAR_10000) ? null : time;
    }

    private static int endOfFraction(String text) {
        int end = 19;
        if (text.charAt(end) == '.') {
            end++;
            while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
                end++;
            }
        }
        return end;
    }

    private static int fraction(String text, int end) {
        int digits = end - 20;
        return digits < 1 || digits > 9 ? -1 : number(text, 20, end) * SCALE[digits];
    }

    /** Seconds east of Greenwich, or {@link Integer#MIN_VALUE} if what stands there is no zone. */
    private static int offset(String text, int start) {
        int left = text.length() - start;
        if (left == 1 && text.charAt(start) == 'Z') {
            return 0;
        }
        if (left != 6 || text.charAt(start + 3) != ':') {
            return Integer.MIN_VALUE;
        }
        int hours = number(text, start + 1, start + 3);
        int minutes = number(text, start + 4, start + 6);
        if (!within(hours, 18) || !within(minutes, 59)) {
            return Integer.MIN_VALUE;
        }
        int seconds = hours * 3_600 + minutes * 60;
        return switch (text.charAt(start)) {
            case '+' -> seconds;
            case '-' -> -seconds;
            default -> Integer.MIN_VALUE;
        };
    }

    private static boolean within(int value, int most) {
        return value >= 0 && value <= most;
    }

    /** The digits as a number, or -1 if there are others among them. */
    private static int number(String text, int start, int end) {
        int value = 0;
        for (int i = start; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
