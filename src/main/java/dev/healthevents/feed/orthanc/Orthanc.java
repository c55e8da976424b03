package dev.healthevents.feed.orthanc;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.PageWatch;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The few things that an Orthanc is asked for.
 *
 * @see <a href="https://orthanc.uclouvain.be/api/">Orthanc's REST API</a>
 */
interface Orthanc extends AutoCloseable {

    /** The server's clock, in whole seconds: never later than it is. */
    Instant now() throws FeedException;

    /**
     * A page of changes, their numbers as they are written; {@link ChangeLog} makes them whole.
     *
     * @param since the Seq before the first one, 0 or more: Orthanc takes anything else for 0, without a word
     * @param limit how many rows, 1 or more: 0 gives none and skips them all
     */
    ChangesPage changes(long since, int limit) throws FeedException;

    /** The newest of the changes whose rows are still there, if any is. */
    ChangesPage newestChange() throws FeedException;

    /** A page of the ids of all instances, in no particular order; a delete shifts those after it. */
    List<String> instances(long since, int limit) throws FeedException;

    /** How many instances there are. */
    long countInstances() throws FeedException;

    String version() throws FeedException;

    /** By id, as are {@link #series} and {@link #studies}: those that Orthanc does not have any more it leaves out. */
    Map<String, Resource> instances(Collection<String> ids) throws FeedException;

    Map<String, Resource> series(Collection<String> ids) throws FeedException;

    Map<String, Resource> studies(Collection<String> ids) throws FeedException;

    /** Has it told how the server answers each request. */
    void watch(PageWatch watch);

    @Override
    void close();
}
