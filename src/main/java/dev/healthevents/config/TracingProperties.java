package dev.healthevents.config;

import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where traces are sent to.
 *
 * @param endpoint base URL of a collector of traces that speaks OTLP over HTTP, such as {@code http://localhost:4318};
 *     unless set nothing is traced, see <a href="operations.md#traces">operations</a>
 * @param headers a header that is sent there, {@code <name>} being its name, such as {@code Authorization}
 */
public record TracingProperties(
        String endpoint, @DefaultValue Map<String, String> headers) {

    /** Whether anything of it is configured. */
    boolean configured() {
        return endpoint != null || !headers.isEmpty();
    }

    /** @throws WrongConfigurationException if there are headers for no endpoint */
    void check() {
        if (endpoint == null && !headers.isEmpty()) {
            throw new WrongConfigurationException(
                    TracingEndpoint.KEY,
                    "is missing, but there are headers for it",
                    "Set it to the base URL of a collector, such as http://localhost:4318, or remove the headers");
        }
    }

    /** Without the headers, which may hold credentials. */
    @Override
    public String toString() {
        return "TracingProperties[endpoint=" + endpoint + "]";
    }
}
