package dev.healthevents.camel.source;

import dev.healthevents.source.Source;
import org.apache.camel.Category;
import org.apache.camel.spi.UriEndpoint;

/**
 * Announce the changes of a DICOM service as health events, by reading its change feed.
 *
 * <p>Each exchange is a window of the feed: its body is the list of the window's
 * {@link dev.healthevents.event.HealthEvent}s, oldest first. When the route has succeeded, what it made of them becomes
 * durable together with the source's cursor; when it fails, the window is read again.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "dicom-changefeed",
        title = "DICOM Change Feed",
        syntax = "dicom-changefeed:source",
        consumerOnly = true,
        category = {Category.API})
public class DicomChangefeedEndpoint extends SourceEndpoint {

    public DicomChangefeedEndpoint(String uri, DicomChangefeedComponent component, Source configured) {
        super(uri, component, configured);
    }
}
