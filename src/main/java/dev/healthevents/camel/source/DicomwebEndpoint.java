package dev.healthevents.camel.source;

import dev.healthevents.source.Source;
import org.apache.camel.Category;
import org.apache.camel.spi.UriEndpoint;

/**
 * Announce the changes of any DICOMweb server as health events, by comparing what it lists with an inventory.
 *
 * <p>Each exchange is what one look at the server has found: its body is the list of its
 * {@link dev.healthevents.event.HealthEvent}s, oldest first. When the route has succeeded, what it made of them becomes
 * durable together with the source's cursor; when it fails, the server is looked at again.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "dicomweb",
        title = "DICOMweb",
        syntax = "dicomweb:source",
        consumerOnly = true,
        category = {Category.API})
public class DicomwebEndpoint extends SourceEndpoint {

    public DicomwebEndpoint(String uri, DicomwebComponent component, Source configured) {
        super(uri, component, configured);
    }
}
