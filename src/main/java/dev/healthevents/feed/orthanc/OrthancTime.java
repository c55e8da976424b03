package dev.healthevents.feed.orthanc;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as Orthanc writes them: {@code 20261122T030315}, UTC, in whole seconds; some versions add a fraction. */
final class OrthancTime {

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);
    private static final int LENGTH = "20261122T030315".length();

    private OrthancTime() {}

    /** @return {@code null} if it is none */
    static Instant parse(String text) {
        try {
            if (text == null || text.length() < LENGTH) {
                return null;
            }
            return LocalDateTime.parse(text.substring(0, LENGTH), SECONDS).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
