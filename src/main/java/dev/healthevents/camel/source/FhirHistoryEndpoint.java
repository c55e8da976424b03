package dev.healthevents.camel.source;

import dev.healthevents.feed.Feed;
import dev.healthevents.feed.fhir.DialectSettings;
import dev.healthevents.feed.fhir.FhirFeedSettings;
import dev.healthevents.feed.fhir.FhirServer;
import dev.healthevents.source.Source;
import dev.healthevents.state.FeedMarks;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.Category;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;

/**
 * Announce the changes of a FHIR server as health events, by reading its history.
 *
 * <p>Each exchange is a new event, or with {@code windows=true} the list of those of a stretch of the history; a
 * {@link dev.healthevents.event.HealthEvent}, which becomes a CloudEvent in JSON wherever text, bytes or a map is wanted.
 * When the route has succeeded with all of a stretch it is durable how far was read; when it fails, the stretch is read
 * again. In the bridge, of a source that is configured, each exchange is a whole window, with repeats.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "fhir-history",
        title = "FHIR History",
        syntax = "fhir-history:source",
        consumerOnly = true,
        category = {Category.API})
public class FhirHistoryEndpoint extends SourceEndpoint {

    @UriParam(description = "FHIR types to watch, such as Patient,Observation; all if not set")
    private String types;

    public FhirHistoryEndpoint(String uri, FhirHistoryComponent component, Source configured) {
        super(uri, component, configured);
    }

    @Override
    String type() {
        return "fhir";
    }

    @Override
    Supplier<Feed> feeds(UriServer server) {
        FhirServer fhir = new FhirServer(
                new FhirFeedSettings(
                        server.url(),
                        server.account(),
                        server.workspace(),
                        server.pageSize(FhirFeedSettings.DEFAULT_PAGE_SIZE),
                        server.limits(),
                        server.authorization(),
                        new DialectSettings(null, null, true, watched())),
                server.clock());
        return () -> fhir.openFeed(
                new FeedMarks(server.database().get()).find(server.name()).orElse(null));
    }

    private List<String> watched() {
        List<String> watched = types == null ? List.of() : Arrays.asList(types.split("\\s*,\\s*"));
        for (String type : watched) {
            if (!type.matches("[A-Z][A-Za-z]{1,63}")) {
                throw new IllegalArgumentException(
                        "types has '" + type + "' in it, which is no FHIR resource type: set it"
                                + " to types as FHIR writes them, such as Patient,Observation");
            }
        }
        return watched;
    }

    public String getTypes() {
        return types;
    }

    public void setTypes(String types) {
        this.types = types;
    }
}
