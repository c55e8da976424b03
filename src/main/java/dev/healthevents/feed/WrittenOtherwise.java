package dev.healthevents.feed;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Values of a server that are read although the standard has them otherwise; each is said once. For any thread. */
public final class WrittenOtherwise {

    private static final Logger LOG = LoggerFactory.getLogger(WrittenOtherwise.class);

    private final String server;
    private final Set<String> values = new TreeSet<>();

    /** @param server its URL, without credentials */
    public WrittenOtherwise(String server) {
        this.server = server;
    }

    /** Takes note of what was read, for example {@code meta.versionId as a number}. */
    public synchronized void read(Collection<String> found) {
        for (String value : found) {
            if (values.add(value)) {
                LOG.warn("{} writes {}, which the standard has otherwise; it is read all the same", server, value);
            }
        }
    }

    /** What to say of it beside a server's other capabilities; an empty text where there is nothing. */
    public synchronized String said() {
        return values.isEmpty() ? "" : ", read all the same: " + String.join(", ", values);
    }
}
