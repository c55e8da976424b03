package dev.healthevents.camel.source;

import dev.healthevents.feed.Feed;
import dev.healthevents.feed.dicom.UnpartitionedImages;
import dev.healthevents.feed.dicomweb.DicomwebFeed;
import dev.healthevents.feed.dicomweb.DicomwebFeedSettings;
import dev.healthevents.source.Source;
import dev.healthevents.source.SourceSettings.Start;
import dev.healthevents.state.DicomwebInventory;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.camel.Category;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;

/**
 * Announce the changes of any DICOMweb server as health events, by comparing what it lists with an inventory.
 *
 * <p>Each exchange is a new event, or with {@code windows=true} the list of those that one look has found; a
 * {@link dev.healthevents.event.HealthEvent}, which becomes a CloudEvent in JSON wherever text, bytes or a map is wanted.
 * When the route has succeeded with all of them it is durable what was found; when it fails, the server is looked at
 * again. In the bridge, of a source that is configured, each exchange is a whole window, with repeats.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "dicomweb",
        title = "DICOMweb",
        syntax = "dicomweb:source",
        consumerOnly = true,
        category = {Category.API})
public class DicomwebEndpoint extends SourceEndpoint {

    @UriParam(
            label = "advanced",
            defaultValue = "1",
            description = "Counts how often the comparing began anew; part of every event's id")
    private int epoch = 1;

    @UriParam(
            label = "advanced",
            defaultValue = "always",
            enums = "always,never",
            description = "Whether subject names the data partition")
    private String subjectPartition = "always";

    @UriParam(
            label = "advanced",
            defaultValue = "3",
            description = "So many days before today, studies are looked at each time")
    private int recentDays = 3;

    @UriParam(
            label = "advanced",
            defaultValue = "6h",
            javaType = "java.time.Duration",
            description = "How often the whole archive is gone through")
    private long fullInterval = 21_600_000;

    @UriParam(
            label = "advanced",
            defaultValue = "10",
            description = "How many requests that may take a second, at the most")
    private int requestsPerSecond = 10;

    public DicomwebEndpoint(String uri, DicomwebComponent component, Source configured) {
        super(uri, component, configured);
    }

    @Override
    String type() {
        return "dicomweb";
    }

    @Override
    Supplier<Feed> feeds(UriServer server) {
        DicomwebFeedSettings settings = new DicomwebFeedSettings(
                server.name(),
                server.url(),
                new UnpartitionedImages(server.account(), server.workspace(), partitionInSubject(subjectPartition)),
                server.pageSize(DicomwebFeedSettings.DEFAULT_PAGE_SIZE),
                epoch,
                announceFrom(),
                recentDays,
                Duration.ofMillis(fullInterval),
                requestsPerSecond,
                server.limits(),
                server.authorization());
        return () -> new DicomwebFeed(
                settings, new DicomwebInventory(server.database().get(), server.name()), server.clock());
    }

    /** Of what is there at the first contact only the date of the study is known. */
    private String announceFrom() {
        Start start = UriSource.start(getOptions().getStart());
        return switch (start) {
            case NOW -> null;
            case BEGINNING -> "";
            case AT ->
                UriSource.instant(getOptions().getStart())
                        .toString()
                        .substring(0, 10)
                        .replace("-", "");
        };
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

    public int getRecentDays() {
        return recentDays;
    }

    public void setRecentDays(int recentDays) {
        this.recentDays = recentDays;
    }

    public long getFullInterval() {
        return fullInterval;
    }

    public void setFullInterval(long fullInterval) {
        this.fullInterval = fullInterval;
    }

    public int getRequestsPerSecond() {
        return requestsPerSecond;
    }

    public void setRequestsPerSecond(int requestsPerSecond) {
        this.requestsPerSecond = requestsPerSecond;
    }
}
