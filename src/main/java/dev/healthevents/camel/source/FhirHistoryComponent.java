package dev.healthevents.camel.source;

import dev.healthevents.source.Source;
import org.apache.camel.spi.annotations.Component;

/** Announces the changes of FHIR servers by their {@code _history}. */
@Component("fhir-history")
public class FhirHistoryComponent extends SourceComponent {

    public FhirHistoryComponent() {
        super("fhir");
    }

    @Override
    SourceEndpoint endpoint(String uri, Source source) {
        return new FhirHistoryEndpoint(uri, this, source);
    }
}
