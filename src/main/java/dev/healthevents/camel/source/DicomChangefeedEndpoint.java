package dev.healthevents.camel.source;

import dev.healthevents.feed.Feed;
import dev.healthevents.feed.WrittenOtherwise;
import dev.healthevents.feed.dicom.DicomChangeFeed;
import dev.healthevents.feed.dicom.DicomFeedSettings;
import dev.healthevents.feed.dicom.KnownRow;
import dev.healthevents.feed.dicom.SubjectPartition;
import dev.healthevents.source.Source;
import dev.healthevents.state.FeedMarks;
import java.util.Arrays;
import java.util.function.Supplier;
import org.apache.camel.Category;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;

/**
 * Announce the changes of a DICOM service as health events, by reading its change feed.
 *
 * <p>Each exchange is a new event, or with {@code windows=true} the list of those of a stretch of the feed; a
 * {@link dev.healthevents.event.HealthEvent}, which becomes a CloudEvent in JSON wherever text, bytes or a map is wanted.
 * When the route has succeeded with all of a stretch it is durable how far was read; when it fails, the stretch is read
 * again. In the bridge, of a source that is configured, each exchange is a whole window, with repeats.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "dicom-changefeed",
        title = "DICOM Change Feed",
        syntax = "dicom-changefeed:source",
        consumerOnly = true,
        category = {Category.API})
public class DicomChangefeedEndpoint extends SourceEndpoint {

    @UriParam(
            label = "advanced",
            defaultValue = "1",
            description = "Counts how often the feed began anew, as after its database was restored; part of every"
                    + " event's id. The log says when to raise it")
    private int epoch = 1;

    @UriParam(
            label = "advanced",
            defaultValue = "always",
            enums = "always,never,when-enabled",
            description = "Whether subject names the data partition")
    private String subjectPartition = "always";

    public DicomChangefeedEndpoint(String uri, DicomChangefeedComponent component, Source configured) {
        super(uri, component, configured);
    }

    @Override
    String type() {
        return "dicom";
    }

    @Override
    Supplier<Feed> feeds(UriServer server) {
        DicomFeedSettings settings = new DicomFeedSettings(
                server.name(),
                server.url(),
                server.account(),
                server.workspace(),
                server.pageSize(DicomFeedSettings.DEFAULT_PAGE_SIZE),
                epoch,
                partition(),
                server.limits(),
                server.authorization());
        WrittenOtherwise otherwise = new WrittenOtherwise(settings.base().toString());
        return () -> new DicomChangeFeed(
                settings,
                new FeedMarks(server.database().get())
                        .find(server.name())
                        .map(KnownRow::parse)
                        .orElse(null),
                otherwise,
                server.clock());
    }

    private SubjectPartition partition() {
        return Arrays.stream(SubjectPartition.values())
                .filter(choice -> choice.value().equals(subjectPartition))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "subjectPartition is '" + subjectPartition + "': set it to always, never or when-enabled"));
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
