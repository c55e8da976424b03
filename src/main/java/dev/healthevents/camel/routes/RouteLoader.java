package dev.healthevents.camel.routes;

import dev.healthevents.delivery.Reason;
import dev.healthevents.source.Source;
import dev.healthevents.source.Sources;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.ObjectHelper;

/** Loads route files into a Camel context. */
public final class RouteLoader {

    private final Sources sources;
    private final List<SinkRoute> sinks;
    private final List<TemplateRoute> others;

    public RouteLoader(Sources sources, List<SinkRoute> sinks) {
        this(sources, sinks, List.of());
    }

    /** @param others that are made of templates where these are among the files */
    public RouteLoader(Sources sources, List<SinkRoute> sinks, List<TemplateRoute> others) {
        this.sources = sources;
        this.sinks = List.copyOf(sinks);
        this.others = List.copyOf(others);
    }

    /**
     * Loads files, and makes a route for each source and each sink of the template for its type, if they hold that. A sink
     * with a file of its own has the route in there.
     *
     * @return the route configurations that each file has brought: Camel does not know from where they are
     * @throws BrokenRouteException if one of them is no valid route file
     */
    Map<String, List<RouteConfigurationDefinition>> load(CamelContext context, Collection<RouteFile> files)
            throws BrokenRouteException {
        // A route takes the route configurations that are there when it is added, whichever file they are in.
        List<RouteFile> ordered = files.stream()
                .sorted(Comparator.comparing(RouteFile::configuresOthers).reversed())
                .toList();
        Map<String, List<RouteConfigurationDefinition>> configurations = new HashMap<>();
        RouteIds ids = new RouteIds(context);
        for (RouteFile file : ordered) {
            if (file.content() == null) {
                throw new BrokenRouteException(
                        file.origin() + " can't be read; see that it is UTF-8 and that the bridge may read it", null);
            }
            ids.noteConfigurations(file);
            List<RouteConfigurationDefinition> there =
                    List.copyOf(model(context).getRouteConfigurationDefinitions());
            try {
                PluginHelper.getRoutesLoader(context).loadRoutes(file.resource());
            } catch (Exception e) {
                throw new BrokenRouteException(file.origin() + " is no valid route file: " + Reason.of(e), e);
            }
            ids.note(file);
            configurations.put(
                    file.name(),
                    model(context).getRouteConfigurationDefinitions().stream()
                            .filter(configuration -> !there.contains(configuration))
                            .toList());
        }
        for (Source source : sources.all()) {
            String template = template(source);
            String id = id(source);
            if (model(context).getRouteTemplateDefinition(template) != null
                    && model(context).getRouteDefinition(id) == null) {
                instantiate(
                        context,
                        template,
                        id,
                        Map.of("source", source.settings().name()));
            }
        }
        for (SinkRoute sink : sinks) {
            if (routesOf(context, sink.file()).isEmpty()
                    && model(context).getRouteDefinition(sink.id()) == null
                    && sink.template() != null
                    && model(context).getRouteTemplateDefinition(sink.template()) != null) {
                Map<String, String> parameters = new HashMap<>(sink.parameters());
                parameters.put("sink", sink.sink());
                instantiate(context, sink.template(), sink.id(), parameters);
            }
        }
        for (TemplateRoute other : others) {
            if (model(context).getRouteTemplateDefinition(other.template()) != null
                    && model(context).getRouteDefinition(other.id()) == null) {
                instantiate(context, other.template(), other.id(), other.parameters());
            }
        }
        return configurations;
    }

    /** The template that a source's route is made of, for example {@code fhir-source}. */
    static String template(Source source) {
        return source.settings().type() + "-source";
    }

    private static String id(Source source) {
        return template(source) + "-" + source.settings().name();
    }

    private static void instantiate(CamelContext context, String template, String id, Map<String, String> parameters)
            throws BrokenRouteException {
        try {
            TemplatedRouteBuilder route =
                    TemplatedRouteBuilder.builder(context, template).routeId(id);
            parameters.forEach(route::parameter);
            route.add();
        } catch (Exception e) {
            throw new BrokenRouteException("Template " + template + " can't be used: " + Reason.of(e), e);
        }
    }

    /** Whether there is a sink for which only the integration team can have a route. */
    boolean needsOwnFiles() {
        return sinks.stream().anyMatch(sink -> sink.template() == null);
    }

    /**
     * The routes, as ids, that are made of a template in one of these files, or that a sink's file of its own is in the
     * place of. Camel does not know of the former from which file they are.
     */
    Stream<String> madeFor(CamelContext context, Set<String> files) {
        Set<String> templates = model(context).getRouteTemplateDefinitions().stream()
                .filter(template -> template.getResource() != null
                        && files.stream().anyMatch(file -> isOf(template.getResource(), file)))
                .map(RouteTemplateDefinition::getId)
                .collect(Collectors.toSet());
        return Stream.of(
                        sources.all().stream()
                                .filter(source -> templates.contains(template(source)))
                                .map(RouteLoader::id),
                        sinks.stream()
                                .filter(sink -> files.contains(sink.file())
                                        || templates.contains(sink.template())
                                                && routesOf(context, sink.file())
                                                        .isEmpty())
                                .map(SinkRoute::id),
                        others.stream()
                                .filter(other -> templates.contains(other.template()))
                                .map(TemplateRoute::id))
                .flatMap(routes -> routes);
    }

    /**
     * Loads files into a context of their own, to see whether they would work.
     *
     * @param answered whether something other than a route answers what is sent to an endpoint
     * @throws BrokenRouteException if they would not
     */
    void rehearse(CamelContext live, Collection<RouteFile> files, Predicate<Endpoint> answered)
            throws BrokenRouteException {
        // Registries and placeholders belong to one context; these only look things up in the live ones.
        try (DefaultCamelContext stage = new DefaultCamelContext(new DefaultRegistry(live.getRegistry()))) {
            stage.getPropertiesComponent().addPropertiesSource(new LivePlaceholders(live));
            stage.disableJMX();
            stage.setAutoStartup(false);
            load(stage, files);
            start(stage, files);
            RouteInputs inputs = new RouteInputs(stage, files);
            inputs.requireThoseOf(sources.all(), sinks);
            inputs.requireThoseOf(others);
            inputs.requireThoseSentTo(answered);
        } catch (BrokenRouteException e) {
            throw e;
        } catch (Exception e) {
            throw new BrokenRouteException(Reason.of(e), e);
        }
    }

    private static void start(DefaultCamelContext stage, Collection<RouteFile> files) throws BrokenRouteException {
        try {
            stage.start();
        } catch (Exception e) {
            String route = failed(e);
            Optional<RouteFile> file = files.stream()
                    .filter(each -> routesOf(stage, each.name()).contains(route))
                    .findFirst();
            throw new BrokenRouteException(
                    file.map(RouteFile::origin).map(origin -> origin + ": ").orElse("")
                            + (route == null ? "" : "route " + route + ": ")
                            + Reason.of(e),
                    e);
        }
    }

    private static String failed(Exception e) {
        FailedToCreateRouteException created = ObjectHelper.getException(FailedToCreateRouteException.class, e);
        FailedToStartRouteException started = ObjectHelper.getException(FailedToStartRouteException.class, e);
        return created != null ? created.getRouteId() : started != null ? started.getRouteId() : null;
    }

    /**
     * Tries files out as they are now.
     *
     * @return how many of them are the integration team's
     * @throws BrokenRouteException if one of them would not work
     */
    public int tryOut(CamelContext live, RouteFiles files) throws BrokenRouteException {
        Collection<RouteFile> found = files.read().values();
        rehearse(live, found, endpoint -> false);
        return (int) found.stream().filter(RouteFile::own).count();
    }

    /** Whether what is loaded has a route for each source, each sink, and what is between them. */
    void requireInputs(CamelContext context, Collection<RouteFile> files) throws BrokenRouteException {
        RouteInputs inputs = new RouteInputs(context, files);
        inputs.requireThoseOf(sources.all(), sinks);
        inputs.requireThoseOf(others);
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

    static ModelCamelContext model(CamelContext context) {
        return (ModelCamelContext) context;
    }

    /** Whether something is from a file; its location has a scheme before the name. */
    static boolean isOf(Resource resource, String file) {
        String location = resource.getLocation();
        return location.equals(file) || location.endsWith(":" + file);
    }

    /** The routes that came from a file, as ids. */
    static List<String> routesOf(CamelContext context, String file) {
        return model(context).getRouteDefinitions().stream()
                .filter(route -> route.getResource() != null && isOf(route.getResource(), file))
                .map(RouteDefinition::getRouteId)
                .toList();
    }
}
