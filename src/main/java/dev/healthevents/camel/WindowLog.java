package dev.healthevents.camel;

import dev.healthevents.feed.WindowRead;
import dev.healthevents.state.WindowTransaction;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each window that has something new in it; ids and data stay out. */
final class WindowLog {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.windows");

    private final String source;

    WindowLog(String source) {
        this.source = source;
    }

    void window(WindowRead read, WindowTransaction transaction, long readNanos, long commitNanos) {
        if (transaction.announced().isEmpty()) {
            return;
        }
        LOG.info(
                "{}: {} new, {} repeats, {} dead letters in {} (read {} ms, routed and committed {} ms).",
                source,
                transaction.announced().size() - transaction.deadLetters(),
                transaction.repeats(),
                transaction.deadLetters(),
                read.window(),
                Duration.ofNanos(readNanos).toMillis(),
                Duration.ofNanos(commitNanos).toMillis());
    }
}
