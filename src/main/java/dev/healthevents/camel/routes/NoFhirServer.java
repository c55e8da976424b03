package dev.healthevents.camel.routes;

import ca.uhn.fhir.context.FhirContext;
import java.util.Map;
import java.util.Set;
import org.apache.camel.spi.BeanRepository;

/** In a test of routes: clients by the names of those of the sources, but of a server that is not there. */
final class NoFhirServer implements BeanRepository {

    private static final String NOWHERE = "http://127.0.0.1:9/fhir";

    @Override
    public Object lookupByName(String name) {
        if (name.startsWith("fhirClient-")) {
            return FhirContext.forR4Cached().newRestfulGenericClient(NOWHERE);
        }
        if (name.startsWith("fhirClientR5-")) {
            FhirR5.need();
            return FhirContext.forR5Cached().newRestfulGenericClient(NOWHERE);
        }
        return null;
    }

    @Override
    public <T> T lookupByNameAndType(String name, Class<T> type) {
        Object client = lookupByName(name);
        return type.isInstance(client) ? type.cast(client) : null;
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
        return Map.of();
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
        return Set.of();
    }
}
