package dev.healthevents.feed.dicomweb;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * A range of study dates, as a search takes it.
 *
 * @param from its first day, or {@code null} where studies of any date and of none are meant
 * @param to its last day, or {@code null} where it has no end
 * @see <a href="https://dicom.nema.org/medical/dicom/current/output/chtml/part04/sect_C.2.2.2.5.html">DICOM PS3.4,
 *     C.2.2.2.5: range matching</a>
 */
record Days(LocalDate from, LocalDate to) {

    static final Days ANY = new Days(null, null);

    /** Before this there were no images. */
    static final LocalDate FIRST = LocalDate.of(1900, 1, 1);

    static Days since(LocalDate from) {
        return new Days(from, null);
    }

    static String text(LocalDate day) {
        return DateTimeFormatter.BASIC_ISO_DATE.format(day);
    }

    /** The key of the search, followed by {@code &}; empty where there is none. */
    String query() {
        return from == null ? "" : "StudyDate=" + text(from) + "-" + (to == null ? "" : text(to)) + "&";
    }

    /** Whether a study is of these days, as far as it has a date. */
    boolean hold(Found found) {
        String date = found.date();
        return from == null
                || date == null
                || date.compareTo(text(from)) >= 0 && (to == null || date.compareTo(text(to)) <= 0);
    }

    /**
     * Smaller ranges that make up this one; none where it is one day.
     *
     * @param today by our clock; a study may have a later date
     */
    List<Days> halves(LocalDate today) {
        if (from == null) {
            return List.of(since(FIRST));
        }
        if (to == null) {
            return from.isAfter(today) ? List.of() : List.of(new Days(from, today), since(today.plusDays(1)));
        }
        long days = to.toEpochDay() - from.toEpochDay();
        if (days == 0) {
            return List.of();
        }
        LocalDate middle = from.plusDays(days / 2);
        return List.of(new Days(from, middle), new Days(middle.plusDays(1), to));
    }
}
