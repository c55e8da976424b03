package dev.healthevents.camel.source;

import dev.healthevents.feed.Feed;
import dev.healthevents.feed.orthanc.OrthancFeedSettings;
import dev.healthevents.source.Source;
import java.util.function.Supplier;
import org.apache.camel.Category;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;

/**
 * Announce the changes of an Orthanc server as health events, by reading its changes.
 *
 * <p>Each exchange is a new event, or with {@code windows=true} the list of those of a stretch of the changes; a
 * {@link dev.healthevents.event.HealthEvent}, which becomes a CloudEvent in JSON wherever text, bytes or a map is wanted.
 * When the route has succeeded with all of a stretch it is durable how far was read; when it fails, the stretch is read
 * again. In the bridge, of a source that is configured, each exchange is a whole window, with repeats.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "orthanc-changes",
        title = "Orthanc Changes",
        syntax = "orthanc-changes:source",
        consumerOnly = true,
        category = {Category.API})
public class OrthancChangesEndpoint extends SourceEndpoint {

    @UriParam(
            label = "advanced",
            defaultValue = "1",
            description = "Counts how often the feed began anew, as after its database was restored; part of every"
                    + " event's id. The log says when to raise it")
    private int epoch = 1;

    @UriParam(
            label = "advanced",
            defaultValue = "always",
            enums = "always,never",
            description = "Whether subject names the data partition")
    private String subjectPartition = "always";

    public OrthancChangesEndpoint(String uri, OrthancChangesComponent component, Source configured) {
        super(uri, component, configured);
    }

    @Override
    String type() {
        return "orthanc";
    }

    @Override
    Supplier<Feed> feeds(UriServer server) {
        OrthancFeedSettings settings = new OrthancFeedSettings(
                server.name(),
                server.url(),
                server.account(),
                server.workspace(),
                server.pageSize(OrthancFeedSettings.DEFAULT_PAGE_SIZE),
                epoch,
                partitionInSubject(subjectPartition),
                OrthancFeedSettings.DEFAULT_RECONCILE_INTERVAL,
                server.limits(),
                server.authorization());
        return new OrthancFeeds(settings, server);
    }

    public int getEpoch() {
        return epoch;
    }

    public void setEpoch(int epoch) {
        this.epoch = epoch;
    }

    public String getSubjectPartition() {
        return subjectPartition;
    }

    public void setSubjectPartition(String subjectPartition) {
        this.subjectPartition = subjectPartition;
    }
}
