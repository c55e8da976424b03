package dev.healthevents.config;

import dev.healthevents.feed.http.Authority;
import java.net.URI;
import java.net.URISyntaxException;

/** Where spans are sent to, by what is configured. */
final class TracingEndpoint {

    static final String KEY = "health-events.tracing.endpoint";

    private TracingEndpoint() {}

    /**
     * @param value base URL of a collector
     * @return the URL below it that takes traces, as the OTLP exporter's specification has it for
     *     {@code OTEL_EXPORTER_OTLP_ENDPOINT}
     * @throws WrongConfigurationException if it is no http or https URL, or has more than a path in it
     */
    static URI traces(String value) {
        String mend = "Set it to the base URL of a collector that takes OTLP over HTTP, such as http://localhost:4318";
        URI base;
        try {
            base = new URI(value.strip());
        } catch (URISyntaxException e) {
            // Without its cause, which shows all of the URL.
            throw new WrongConfigurationException(KEY, "is no URL: " + e.getReason(), mend);
        }
        Authority authority = Authority.of(base);
        if (authority.host() == null || !String.valueOf(base.getScheme()).matches("(?i)https?")) {
            throw new WrongConfigurationException(KEY, "is no http or https URL", mend);
        }
        if (authority.userInfo() != null || base.getRawQuery() != null || base.getRawFragment() != null) {
            throw new WrongConfigurationException(
                    KEY,
                    "has credentials, a ? or a # in it",
                    "Move credentials to health-events.tracing.headers, and leave the rest out");
        }
        String path = base.getRawPath().replaceAll("/+$", "");
        return URI.create(base.getScheme() + "://" + base.getRawAuthority() + path + "/v1/traces");
    }
}
