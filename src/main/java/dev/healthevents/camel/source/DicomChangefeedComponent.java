package dev.healthevents.camel.source;

import dev.healthevents.source.Source;
import org.apache.camel.spi.annotations.Component;

/** Announces the changes of DICOM services by their change feed. */
@Component("dicom-changefeed")
public class DicomChangefeedComponent extends SourceComponent {

    public DicomChangefeedComponent() {
        super("dicom");
    }

    @Override
    SourceEndpoint endpoint(String uri, Source source) {
        return new DicomChangefeedEndpoint(uri, this, source);
    }
}
