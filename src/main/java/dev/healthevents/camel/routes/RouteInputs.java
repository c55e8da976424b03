package dev.healthevents.camel.routes;

import dev.healthevents.camel.source.ReadsSource;
import dev.healthevents.source.Source;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.model.RouteDefinition;

/** Where routes begin: each place at one route, and no place without one that something is sent to. */
final class RouteInputs {

    private static final List<String> ALWAYS = List.of("direct://changes", "direct://health-events");

    private final CamelContext context;
    private final Map<String, String> routes = new TreeMap<>();

    /** @param files that are loaded into the context, to be named */
    RouteInputs(CamelContext context, Collection<RouteFile> files) throws BrokenRouteException {
        this.context = context;
        for (Route route : context.getRoutes()) {
            if (route.isCreatedByKamelet()) {
                // Each begins at kamelet:source, for its own caller.
                continue;
            }
            String input = route.getEndpoint().getEndpointBaseUri();
            String other = routes.put(input, route.getRouteId());
            if (other != null) {
                throw new BrokenRouteException(
                        "Routes " + told(other, files) + " and " + told(route.getRouteId(), files) + " both begin at "
                                + input + "; to replace a bundled route, give your file the bundled file's name",
                        null);
            }
        }
    }

    /**
     * @param sources each of which is to be read
     * @param sinks each of which is to be delivered: an outbox that no route reads fills up, and pauses the sources
     * @throws BrokenRouteException if there is no route for something that is always needed
     */
    void requireThoseOf(Collection<Source> sources, Collection<SinkRoute> sinks) throws BrokenRouteException {
        for (String input : ALWAYS) {
            if (!begins(input)) {
                throw new BrokenRouteException(
                        "No route begins at " + input.replace("//", "")
                                + ", which events come through; let one of your routes begin there, and start by itself",
                        null);
            }
        }
        Set<String> read = context.getRoutes().stream()
                .map(Route::getEndpoint)
                .filter(endpoint -> begins(endpoint.getEndpointBaseUri()))
                .filter(ReadsSource.class::isInstance)
                .map(endpoint -> ((ReadsSource) endpoint).getSource())
                .collect(Collectors.toSet());
        for (Source source : sources) {
            if (!read.contains(source.settings().name())) {
                String template = RouteLoader.template(source);
                throw new BrokenRouteException(
                        "No route reads the source " + source.settings().name() + "; " + template + RouteFile.SUFFIX
                                + " has no template " + template + ": make its route one, as the bundled file has it",
                        null);
            }
        }
        for (SinkRoute sink : sinks) {
            if (!begins("outbox://" + sink.sink())) {
                throw new BrokenRouteException(unread(sink), null);
            }
        }
    }

    /** @throws BrokenRouteException if there is no route at an input that needs one */
    void requireThoseOf(Collection<TemplateRoute> others) throws BrokenRouteException {
        for (TemplateRoute other : others) {
            if (other.input() != null && !begins(other.input())) {
                throw new BrokenRouteException(
                        "No route begins at " + other.input().replace("//", "") + "; " + other.template()
                                + RouteFile.SUFFIX + " has no template " + other.template()
                                + ": make its route one, as the bundled file has it",
                        null);
            }
        }
    }

    private static String unread(SinkRoute sink) {
        return "No route reads outbox:" + sink.sink()
                + (sink.template() == null
                        ? "; put a file " + sink.file() + " with a route from it among the route files"
                        : "; " + sink.template() + RouteFile.SUFFIX + " has no template " + sink.template()
                                + ": make its route one, as the bundled file has it");
    }

    /**
     * @param answered whether something else answers what is sent to an endpoint
     * @throws BrokenRouteException if a route sends to a direct: endpoint at which none begins
     */
    void requireThoseSentTo(Predicate<Endpoint> answered) throws BrokenRouteException {
        for (Endpoint endpoint : context.getEndpoints()) {
            if (endpoint instanceof DirectEndpoint direct
                    && direct.isFailIfNoConsumers()
                    && !begins(direct.getEndpointBaseUri())
                    && !answered.test(direct)) {
                throw new BrokenRouteException(
                        "A route sends to " + direct.getEndpointBaseUri().replace("//", "")
                                + ", and no route begins there; correct the name, or add the file with that route",
                        null);
            }
        }
    }

    private boolean begins(String input) {
        String route = routes.get(input);
        RouteDefinition definition =
                route == null ? null : RouteLoader.model(context).getRouteDefinition(route);
        return definition != null && !"false".equals(definition.getAutoStartup());
    }

    private String told(String route, Collection<RouteFile> files) {
        return files.stream()
                .filter(file -> RouteLoader.routesOf(context, file.name()).contains(route))
                .map(file -> route + " (" + file.origin() + ")")
                .findFirst()
                .orElse(route);
    }
}
