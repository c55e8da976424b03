package dev.healthevents.camel.source;

import dev.healthevents.source.Source;
import dev.healthevents.source.Sources;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.PropertiesHelper;
import org.apache.camel.util.URISupport;

/**
 * What the components of all kinds of sources have in common: a source is a server's URL, with all else in the URI; or in
 * the bridge the name of one that is configured.
 */
abstract class SourceComponent extends DefaultComponent {

    private static final Duration LOOKS = Duration.ofMillis(500);

    static {
        // Camel knows passwords, tokens and secrets by itself, and shows none of them.
        URISupport.addSanitizeKeywords("authheader");
    }

    private final String type;

    /** @param type of the sources that it reads, as configured */
    SourceComponent(String type) {
        this.type = type;
    }

    abstract SourceEndpoint endpoint(String uri, Source source);

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        return remaining.matches("(?i)https?:.*")
                ? byUrl(uri, remaining, parameters)
                : byName(uri, remaining, parameters);
    }

    private SourceEndpoint byUrl(String uri, String url, Map<String, Object> parameters) throws Exception {
        SourceEndpoint endpoint = looking(endpoint(uri, null), url, LOOKS);
        Map<String, Object> headers = PropertiesHelper.extractProperties(parameters, "authHeader.");
        endpoint.getOptions().setAuthHeaders(headers);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    private SourceEndpoint byName(String uri, String name, Map<String, Object> parameters) throws Exception {
        Sources sources = getCamelContext().getRegistry().findSingleByType(Sources.class);
        if (sources == null) {
            throw new IllegalArgumentException("'" + name + "' is no URL of a server: write it as in "
                    + uri.split(":", 2)[0] + ":https://server.example.org/path?start=now");
        }
        Source source = sources.find(name)
                .filter(configured -> configured.settings().type().equals(type))
                .orElseThrow(() -> new IllegalArgumentException("No source '" + name + "' of type " + type
                        + " is configured: set health-events.sources." + name + ".type and .url"));
        SourceEndpoint endpoint =
                looking(endpoint(uri, source), name, source.settings().pollInterval());
        refuseOptions(endpoint, name, parameters.keySet());
        setProperties(endpoint, parameters);
        return endpoint;
    }

    private static SourceEndpoint looking(SourceEndpoint endpoint, String source, Duration interval) {
        endpoint.setSource(source);
        endpoint.setDelay(interval.toMillis());
        endpoint.setInitialDelay(0);
        endpoint.setGreedy(true);
        return endpoint;
    }

    /** They would be overlooked: the bridge's configuration has them. */
    private static void refuseOptions(SourceEndpoint endpoint, String name, Set<String> given) {
        Stream.of(SourceOptions.class, StateOptions.class, AuthOptions.class, endpoint.getClass())
                .flatMap(options -> Arrays.stream(options.getDeclaredFields()))
                .map(Field::getName)
                .filter(given::contains)
                .findFirst()
                .ifPresent(option -> {
                    throw new IllegalArgumentException("Source '" + name + "' is configured by health-events.sources."
                            + name + ", and not by its URI: take " + option + " out of it");
                });
    }
}
