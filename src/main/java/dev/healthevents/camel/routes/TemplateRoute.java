package dev.healthevents.camel.routes;

import java.util.Map;

/**
 * A route that is made of a template, and belongs to no one source and is no sink's own.
 *
 * @param id its own
 * @param template the template that it is made of, for example {@code dead-letter-blobs}
 * @param parameters what the template is filled with
 * @param input the endpoint at which a route has to begin, this one or another; {@code null} where none has to
 */
public record TemplateRoute(String id, String template, Map<String, String> parameters, String input) {}
