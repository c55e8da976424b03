package dev.healthevents.camel;

import dev.healthevents.delivery.Reason;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;

/** Loads route files into a Camel context. */
public final class RouteLoader {

    private final Sources sources;

    public RouteLoader(Sources sources) {
        this.sources = sources;
    }

    /**
     * Loads files, and makes a route for each source of the template for its type, if they hold that.
     *
     * @throws BrokenRouteException if one of them is no valid route file
     */
    void load(CamelContext context, Collection<RouteFile> files) throws BrokenRouteException {
        // A route takes the route configurations that are there when it is added, whichever file they are in.
        List<RouteFile> ordered = files.stream()
                .sorted(Comparator.comparing(RouteFile::configuresOthers).reversed())
                .toList();
        for (RouteFile file : ordered) {
            try {
                PluginHelper.getRoutesLoader(context).loadRoutes(file.resource());
            } catch (Exception e) {
                throw new BrokenRouteException(file.origin() + " is no valid route file: " + Reason.of(e), e);
            }
        }
        for (Source source : sources.all()) {
            String template = template(source);
            String id = template + "-" + source.settings().name();
            if (model(context).getRouteTemplateDefinition(template) != null
                    && model(context).getRouteDefinition(id) == null) {
                instantiate(context, template, source.settings().name(), id);
            }
        }
    }

    /** The template that a source's route is made of, for example {@code fhir-source}. */
    static String template(Source source) {
        return source.settings().type() + "-source";
    }

    private static void instantiate(CamelContext context, String template, String source, String id)
            throws BrokenRouteException {
        try {
            TemplatedRouteBuilder.builder(context, template)
                    .routeId(id)
                    .parameter("source", source)
                    .add();
        } catch (Exception e) {
            throw new BrokenRouteException("Template " + template + " can't be used: " + Reason.of(e), e);
        }
    }

    /**
     * Loads files into a context of their own, to see whether they would work.
     *
     * @throws BrokenRouteException if they would not
     */
    void rehearse(CamelContext live, Collection<RouteFile> files) throws BrokenRouteException {
        // Registries and placeholders belong to one context; these only look things up in the live ones.
        try (DefaultCamelContext stage = new DefaultCamelContext(new DefaultRegistry(live.getRegistry()))) {
            stage.getPropertiesComponent().addPropertiesSource(new LivePlaceholders(live));
            stage.disableJMX();
            stage.setAutoStartup(false);
            load(stage, files);
            stage.start();
            refuseClashes(stage);
        } catch (BrokenRouteException e) {
            throw e;
        } catch (Exception e) {
            throw new BrokenRouteException(Reason.of(e), e);
        }
    }

    private record LivePlaceholders(CamelContext live) implements PropertiesSource {

        @Override
        public String getName() {
            return "live";
        }

        @Override
        public String getProperty(String name) {
            return live.getPropertiesComponent().resolveProperty(name).orElse(null);
        }
    }

    private static void refuseClashes(DefaultCamelContext stage) throws BrokenRouteException {
        Map<String, String> routeByInput = new TreeMap<>();
        for (Route route : stage.getRoutes()) {
            String input = route.getEndpoint().getEndpointBaseUri();
            String other = routeByInput.put(input, route.getRouteId());
            if (other != null) {
                throw new BrokenRouteException(
                        "Routes " + other + " and " + route.getRouteId() + " both begin at " + input
                                + "; to replace a bundled route, give your file the bundled file's name",
                        null);
            }
        }
    }

    static ModelCamelContext model(CamelContext context) {
        return (ModelCamelContext) context;
    }

    /** The routes that came from a file, as ids. */
    static List<String> routesOf(CamelContext context, String file) {
        return model(context).getRouteDefinitions().stream()
                .filter(route -> route.getResource() != null
                        && route.getResource().getLocation().endsWith(file))
                .map(RouteDefinition::getRouteId)
                .toList();
    }
}
