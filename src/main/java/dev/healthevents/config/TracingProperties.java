package dev.healthevents.config;

import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where traces are sent to.
 *
 * @param endpoint base URL of a collector that speaks OTLP over HTTP; none: nothing is traced
 * @param headers sent with each request, by name; they may hold credentials
 */
public record TracingProperties(
        String endpoint, @DefaultValue Map<String, String> headers) {

    /** Without the headers, which may hold credentials. */
    @Override
    public String toString() {
        return "TracingProperties[endpoint=" + endpoint + "]";
    }
}
