package dev.healthevents.source;

import static dev.healthevents.source.Progress.earlier;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Feed;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Leap;
import dev.healthevents.feed.Rejected;
import dev.healthevents.feed.ServerClock;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowChain;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.feed.WindowTooLargeException;
import dev.healthevents.state.Backlog;
import dev.healthevents.state.Cursor;
import dev.healthevents.state.Retention;
import dev.healthevents.state.WindowTransaction;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes back with a server's clock that was set back: to times that were left to a backlog, or before which nothing was
 * ever read, and of which nothing is known.
 */
final class ClockFollower {

    /** What the clock shows may be cut off to a second, and a change may have been made since it was asked. */
    private static final Duration PRESENT = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.sources");

    private final Source source;
    private final State state;

    ClockFollower(Source source, State state) {
        this.source = source;
        this.state = state;
    }

    /**
     * Takes the floor down to where the clock went back to.
     *
     * @return whether it went below the floor
     */
    boolean follow(Progress progress, Feed feed) throws FeedException {
        ServerClock clock = source.clock();
        tell(clock.untoldLeap(), feed);
        Instant back = clock.wentBackTo();
        if (back == null) {
            return false;
        }
        progress.settled().wentBack(back);
        Instant from = earlier(back, progress.settled().until());
        boolean below = from.isBefore(progress.cursor().floor());
        if (below) {
            goBack(progress, feed, from, back);
        }
        clock.followed(back);
        return below;
    }

    /** A server that does not tell its time seems to leap whenever a change shows that it is later than was known. */
    private void tell(Leap leap, Feed feed) {
        if (leap == null || !feed.behind().isZero()) {
            return;
        }
        source.status().leapt(leap);
        LOG.warn(
                "{}: the server's clock {} by {} s and shows {} now: it was set, or another node answered. Nothing is"
                        + " missed for that; see that its clocks are right.",
                source.settings().name(),
                leap.by().isNegative() ? "went back" : "leapt ahead",
                leap.by().abs().toMillis() / 1000.0,
                leap.to());
    }

    private void goBack(Progress progress, Feed feed, Instant from, Instant back) throws FeedException {
        Cursor before = progress.cursor();
        if (from.isBefore(before.known())) {
            // Whatever is new in between was made since the clock was set, or in the seconds that are present; they are
            // minutes where the server does not tell its time.
            Instant present = source.clock().now().plus(PRESENT).plus(feed.behind());
            learn(feed, from, earlier(back, before.known()));
            learn(feed, present.truncatedTo(ChronoUnit.MILLIS), before.known());
        }
        synchronized (progress.moving()) {
            move(progress, from);
        }
    }

    private void move(Progress progress, Instant from) {
        Cursor before = progress.cursor();
        Cursor moved = new Cursor(
                before.position(),
                from,
                before.serverTime(),
                before.swept(),
                earlier(before.settled(), from),
                before.ourTime(),
                earlier(before.known(), from),
                progress.clocks(before));
        // What will be read there as the newest must be known when the backlog comes to it.
        List<Backlog> backlogs = progress.backlogsAfter(from).stream()
                .map(backlog -> backlog.knownUntil(backlog.until()))
                .toList();
        WindowTransaction transaction = state.begin(source.settings().name());
        transaction.save(moved);
        backlogs.forEach(transaction::save);
        transaction.commit(Retention.ALL);
        progress.committed(moved);
        backlogs.forEach(progress::committed);
    }

    /** Has what is there known. The clock has not come to it, so it was there before the clock was set back. */
    private void learn(Feed feed, Instant from, Instant until) throws FeedException {
        if (!from.isBefore(until)) {
            return;
        }
        if (!feed.readsClosedWindows()) {
            learnt(feed.read(Window.openFrom(from), Integer.MAX_VALUE), until);
            return;
        }
        WindowChain chain = new WindowChain(from, until);
        for (Optional<Window> next = chain.next(); next.isPresent(); next = chain.next()) {
            try {
                WindowRead read = feed.read(next.get(), chain.limit(next.get()));
                learnt(read, read.window().to());
                chain.read(read);
            } catch (WindowTooLargeException e) {
                chain.tooLarge(next.get());
            }
        }
    }

    private void learnt(WindowRead read, Instant until) throws FeedException {
        WindowTransaction transaction = state.begin(source.settings().name());
        transaction.save(read.learnt());
        for (WindowRead part = read; part != null; part = part.next()) {
            List<UUID> ids = Stream.concat(
                            part.events().stream()
                                    .filter(event -> event.time().isBefore(until))
                                    .map(HealthEvent::id),
                            part.rejected().stream().map(Rejected::id))
                    .filter(id -> !transaction.contains(id))
                    .toList();
            transaction.remember(until, ids);
        }
        transaction.commit(Retention.ALL);
    }
}
