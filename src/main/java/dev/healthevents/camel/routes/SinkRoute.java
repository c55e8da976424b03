package dev.healthevents.camel.routes;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the route of a sink is made of.
 *
 * @param sink its name
 * @param template the template that it is made of, for example {@code file-sink}, or {@code null} where the integration
 *     team's own route reads its outbox
 * @param parameters what the template is filled with, beside {@code sink}
 */
public record SinkRoute(String sink, String template, Map<String, String> parameters) {

    /** Also what the integration team's file for this sink is called, without its ending. */
    String id() {
        return sink + "-sink";
    }

    String file() {
        return id() + RouteFile.SUFFIX;
    }

    /** What a route of the integration team's finds as {@code {{<sink>.<parameter>}}}. */
    public Map<String, String> placeholders() {
        Map<String, String> placeholders = new LinkedHashMap<>();
        parameters.forEach((name, value) -> placeholders.put(sink + "." + name, value));
        return placeholders;
    }
}
