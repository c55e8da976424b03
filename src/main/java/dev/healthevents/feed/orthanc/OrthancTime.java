package dev.healthevents.feed.orthanc;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as Orthanc writes them: {@code 20261122T030315}, UTC, in whole seconds; some versions add a fraction. */
final class OrthancTime {

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final Pattern WRITTEN = Pattern.compile("(\\d{8}T\\d{6})(?:[.,]\\d{1,12})?Z?");

    private OrthancTime() {}

    /** @return the time to the second; {@code null} if it is none, or one of another zone */
    static Instant parse(String text) {
        Matcher written = text == null ? null : WRITTEN.matcher(text.strip());
        if (written == null || !written.matches()) {
            return null;
        }
        try {
            return LocalDateTime.parse(written.group(1), SECONDS).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
