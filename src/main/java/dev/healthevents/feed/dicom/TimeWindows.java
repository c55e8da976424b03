package dev.healthevents.feed.dicom;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Windows by version 2 of the API, which knows them: rows by time, then by sequence, pages by how many rows to skip.
 *
 * <p>A row that commits while pages are read, with a time before what was read, moves the rest to higher offsets: rows
 * come twice, none is passed over, and the new one is left to the next reading.
 *
 * <p>An open window is asked for with an end, a few seconds ahead of the service's clock: SQL Server holds a lock on the
 * range of a read, and one without end would make every writer wait while it lasts. The seconds are for the
 * {@code Date} header, which is cut off to whole ones, and for the database's clock, which is another one than the web
 * server's; where that turns out to be further ahead, the end is too.
 */
final class TimeWindows implements RowWindows {

    private static final Duration AHEAD = Duration.ofSeconds(5);
    private static final Duration ONE_MILLISECOND = Duration.ofMillis(1);

    /** Rows that commit may fill a page with repeats, but not a hundred in a row. */
    private static final int MOST_PAGES_WITHOUT_NEWS = 100;

    private static final Instant YEAR_1 = Instant.parse("0001-01-01T00:00:00Z");

    private final ChangeFeedClient client;
    private final ServiceClock clock;
    private Duration ahead = AHEAD;

    TimeWindows(ChangeFeedClient client, ServiceClock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** Takes note of the newest row there is: it may have a time that the service's clock has not come to. */
    void newest(Instant time) {
        Duration further = Duration.between(clock.now(), time);
        ahead = further.isNegative() ? AHEAD : AHEAD.plus(further);
    }

    @Override
    public Instant read(WindowRows rows) throws FeedException {
        Window window = rows.window();
        Instant to = window.open() ? openEnd(window.from()) : window.to();
        ChangeFeedPage first = client.rows(window.from(), to, 0);
        if (window.open() && to.isBefore(clock.now())) {
            // Our own clock had leapt, and with it what we took for the service's; its answer has put that right.
            to = openEnd(window.from());
            first = client.rows(window.from(), to, 0);
        }
        Instant began = client.answered();
        readOn(first, window.from(), to, rows);
        return began;
    }

    private Instant openEnd(Instant from) {
        Instant end = clock.now().plus(ahead).truncatedTo(ChronoUnit.MILLIS);
        return end.isAfter(from) ? end : from.plus(ahead);
    }

    private void readOn(ChangeFeedPage first, Instant from, Instant to, WindowRows rows) throws FeedException {
        long offset = 0;
        int pagesWithoutNews = 0;
        // A page shorter than asked for would be the last one, if nobody cut pages shorter; an empty one always is.
        for (ChangeFeedPage page = first; page.rows() > 0; page = client.rows(from, to, offset)) {
            checkHonoured(page, from, to);
            pagesWithoutNews = rows.add(page) > 0 ? 0 : pagesWithoutNews + 1;
            if (pagesWithoutNews >= MOST_PAGES_WITHOUT_NEWS) {
                throw new FeedException(client.base() + "/changefeed answered " + pagesWithoutNews
                        + " pages in a row with nothing new in them; this is a fault of the server");
            }
            offset += page.rows();
        }
    }

    /** Some servers take the end for included, which is harmless; to pay no heed to the times at all is not. */
    private void checkHonoured(ChangeFeedPage page, Instant from, Instant to) throws FeedException {
        for (DicomChange change : page.changes()) {
            if (change.time().isBefore(from) || change.time().isAfter(to.plus(ONE_MILLISECOND))) {
                throw new FeedException(client.base() + "/changefeed was asked for rows from " + from + " to " + to
                        + " and answered one of " + change.time() + ": it does not honour startTime and endTime. If it"
                        + " knows version 1 of the API only, set `url` to " + versionless() + "/v1");
            }
        }
    }

    private String versionless() {
        return client.base().toString().replaceFirst("/v2$", "");
    }

    @Override
    public boolean has(KnownRow row) throws FeedException {
        Instant from = row.time().truncatedTo(ChronoUnit.MILLIS);
        WindowRows rows = new WindowRows(new Window(from, from.plus(ONE_MILLISECOND)), Integer.MAX_VALUE);
        read(rows);
        return rows.changes().stream()
                .anyMatch(change ->
                        change.sequence() == row.sequence() && change.time().equals(row.time()));
    }

    @Override
    public Instant oldest(Instant before) throws FeedException {
        ChangeFeedPage page = client.rows(YEAR_1, before, 0);
        return page.changes().stream()
                .map(DicomChange::time)
                .min(Instant::compareTo)
                .map(time -> time.truncatedTo(ChronoUnit.MILLIS))
                .orElse(before);
    }
}
