package dev.healthevents.camel.routes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.spi.Resource;

/**
 * From which file each route, each template and each route configuration is. Of two of one id, Camel silently takes the
 * last that is loaded, and nobody has the other.
 */
final class RouteIds {

    private final CamelContext context;
    private final Map<String, RouteFile> files = new HashMap<>();

    RouteIds(CamelContext context) {
        this.context = context;
    }

    /**
     * Notes what a file that was just loaded has brought.
     *
     * @throws BrokenRouteException if another one has brought an id of it before
     */
    void note(RouteFile file) throws BrokenRouteException {
        List<String> templates = RouteLoader.model(context).getRouteTemplateDefinitions().stream()
                .filter(template -> isOf(template.getResource(), file))
                .map(RouteTemplateDefinition::getId)
                .toList();
        for (String id : RouteLoader.routesOf(context, file.name())) {
            note("route", id, file);
        }
        for (String id : templates) {
            note("route template", id, file);
        }
    }

    /**
     * Notes the route configurations of a file before it is loaded: of these Camel refuses the second, in words of its own.
     *
     * @throws BrokenRouteException if another one has one of their ids
     */
    void noteConfigurations(RouteFile file) throws BrokenRouteException {
        for (String id : RouteConfigurations.ids(file)) {
            note("route configuration", id, file);
        }
    }

    private void note(String kind, String id, RouteFile file) throws BrokenRouteException {
        RouteFile other = files.putIfAbsent(kind + " " + id, file);
        if (other != null && !other.name().equals(file.name())) {
            List<String> both =
                    Stream.of(other, file).map(RouteFile::origin).sorted().toList();
            throw new BrokenRouteException(
                    both.get(0) + " and " + both.get(1) + " both have a " + kind + " with the id " + id
                            + "; give one of them another id, or, to replace a bundled one, give your file the"
                            + " bundled file's name",
                    null);
        }
    }

    private static boolean isOf(Resource resource, RouteFile file) {
        return resource != null && RouteLoader.isOf(resource, file.name());
    }
}
