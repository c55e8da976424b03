package dev.healthevents.camel.source;

import dev.healthevents.source.Source;
import org.apache.camel.spi.annotations.Component;

/** Announces the changes of Orthanc servers by their {@code /changes}. */
@Component("orthanc-changes")
public class OrthancChangesComponent extends SourceComponent {

    public OrthancChangesComponent() {
        super("orthanc");
    }

    @Override
    SourceEndpoint endpoint(String uri, Source source) {
        return new OrthancChangesEndpoint(uri, this, source);
    }
}
