package dev.healthevents.camel.source;

import dev.healthevents.source.Source;
import org.apache.camel.Category;
import org.apache.camel.spi.UriEndpoint;

/**
 * Announce the changes of a FHIR server as health events, by reading its history.
 *
 * <p>Each exchange is a window of the history: its body is the list of the window's
 * {@link dev.healthevents.event.HealthEvent}s, oldest first. When the route has succeeded, what it made of them becomes
 * durable together with the source's cursor; when it fails, the window is read again.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "fhir-history",
        title = "FHIR History",
        syntax = "fhir-history:source",
        consumerOnly = true,
        category = {Category.API})
public class FhirHistoryEndpoint extends SourceEndpoint {

    public FhirHistoryEndpoint(String uri, FhirHistoryComponent component, Source configured) {
        super(uri, component, configured);
    }
}
