package dev.healthevents.camel.source;

import dev.healthevents.source.Source;
import org.apache.camel.Category;
import org.apache.camel.spi.UriEndpoint;

/**
 * Announce the changes of an Orthanc server as health events, by reading its changes.
 *
 * <p>Each exchange is a window of the changes: its body is the list of the window's
 * {@link dev.healthevents.event.HealthEvent}s, oldest first. When the route has succeeded, what it made of them becomes
 * durable together with the source's cursor; when it fails, the window is read again.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "orthanc-changes",
        title = "Orthanc Changes",
        syntax = "orthanc-changes:source",
        consumerOnly = true,
        category = {Category.API})
public class OrthancChangesEndpoint extends SourceEndpoint {

    public OrthancChangesEndpoint(String uri, OrthancChangesComponent component, Source configured) {
        super(uri, component, configured);
    }
}
