package dev.healthevents.feed;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads times that are written otherwise than FHIR and .NET write them, and yet can mean one moment only. For the odd
 * one: {@link ZonedTime} is what is quick.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3339#section-5.6">RFC 3339: a space and small letters will do</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7">RFC 9110, IMF-fixdate</a>
 */
public final class LooseTime {

    private static final Pattern ISO = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d)[Tt ](\\d\\d:\\d\\d:\\d\\d)(?:[.,](\\d{1,60}))? ?([Zz]|[+-]\\d\\d(?::?\\d\\d)?)");
    private static final DateTimeFormatter HTTP =
            DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT);
    private static final int MOST_DIGITS = 9;

    private LooseTime() {}

    /** The time, or {@code null} if this is none, or none to the second, or one without a zone. */
    public static Instant parse(String text) {
        if (text == null || text.length() > 120) {
            return null;
        }
        String time = text.strip();
        Matcher iso = ISO.matcher(time);
        return iso.matches() ? iso(iso) : http(time);
    }

    private static Instant iso(Matcher iso) {
        String clock = iso.group(2);
        boolean midnight = clock.equals("24:00:00")
                && (iso.group(3) == null || iso.group(3).matches("0+"));
        Instant plain = ZonedTime.parse(
                iso.group(1) + 'T' + (midnight ? "00:00:00" : clock) + fraction(iso.group(3)) + zone(iso.group(4)));
        return plain == null || !midnight ? plain : plain.plusSeconds(86_400);
    }

    /** What is finer than a nanosecond is cut off, as nothing here can hold it. */
    private static String fraction(String digits) {
        if (digits == null) {
            return "";
        }
        return '.' + digits.substring(0, Math.min(digits.length(), MOST_DIGITS));
    }

    private static String zone(String zone) {
        if (zone.length() == 1) {
            return "Z";
        }
        String digits = zone.replace(":", "");
        return digits.substring(0, 3) + ':' + (digits.length() == 3 ? "00" : digits.substring(3));
    }

    private static Instant http(String text) {
        try {
            return LocalDateTime.parse(text, HTTP).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
