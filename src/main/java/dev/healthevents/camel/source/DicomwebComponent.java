package dev.healthevents.camel.source;

import dev.healthevents.source.Source;
import org.apache.camel.spi.annotations.Component;

/** Announces the changes of DICOMweb servers by comparing what they list. */
@Component("dicomweb")
public class DicomwebComponent extends SourceComponent {

    public DicomwebComponent() {
        super("dicomweb");
    }

    @Override
    SourceEndpoint endpoint(String uri, Source source) {
        return new DicomwebEndpoint(uri, this, source);
    }
}
