package dev.healthevents.camel.routes;

import dev.healthevents.camel.deadletters.DeadLettersEndpoint;
import dev.healthevents.camel.outbox.OutboxConsumer;
import dev.healthevents.camel.outbox.OutboxEndpoint;
import dev.healthevents.camel.source.IntoRoutes;
import dev.healthevents.camel.source.ReadsSource;
import dev.healthevents.camel.source.SourceConsumer;
import dev.healthevents.delivery.Reason;
import dev.healthevents.source.InRoutes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts route files in the place of others that are loaded, and touches nothing else: sinks whose routes are the same go on,
 * and sources wait before the routes with what they have read, without being stopped.
 */
final class RouteSwap {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.routes");

    /** For windows to end that are in their routes; one that takes longer does not count, and is read again. */
    private static final Duration LAST_WINDOWS = Duration.ofSeconds(20);

    private static final Duration SHORTEST_STOP = Duration.ofMillis(100);

    private final CamelContext context;
    private final ModelCamelContext model;
    private final RouteLoader loader;
    private final Map<String, List<RouteConfigurationDefinition>> configurations = new HashMap<>();
    private final Set<String> lost = new TreeSet<>();

    RouteSwap(CamelContext context, RouteLoader loader) {
        this.context = context;
        this.model = RouteLoader.model(context);
        this.loader = loader;
    }

    /** Loads files beside what is there. */
    void load(Collection<RouteFile> files) throws BrokenRouteException {
        configurations.putAll(loader.load(context, files));
    }

    /**
     * Takes away what has changed, and loads it as it is now.
     *
     * @return the names of the files that are not as they were
     * @throws BrokenRouteException if that does not work; then all is as it was
     */
    Set<String> swap(Map<String, RouteFile> before, Map<String, RouteFile> after) throws BrokenRouteException {
        Set<String> changed = changed(before, after);
        Set<String> files = new TreeSet<>(changed);
        files.addAll(using(RouteConfigurations.changed(before.values(), after.values()), before.keySet()));
        List<Route> replaced = routes(files).stream()
                .map(context::getRoute)
                .filter(Objects::nonNull)
                .toList();
        List<InRoutes> shut = new ArrayList<>();
        List<String> stopped = new ArrayList<>();
        reloading(replaced, true);
        try {
            if (replaced.stream().anyMatch(route -> isSentTo(route.getEndpoint()))) {
                shutOut(replaced, shut, stopped);
            }
            stop(replaced);
            remove(files);
            load(only(after, files));
            loader.requireInputs(context, after.values());
        } catch (BrokenRouteException | RuntimeException | Error e) {
            remove(files);
            load(only(before, files));
            throw e;
        } finally {
            shut.forEach(InRoutes::open);
            start(stopped);
            reloading(replaced, false);
        }
        return changed;
    }

    private static void reloading(List<Route> routes, boolean lasts) {
        for (Route route : routes) {
            if (route.getConsumer() instanceof SourceConsumer source) {
                source.reloading(lasts);
            } else if (route.getConsumer() instanceof OutboxConsumer sink) {
                sink.reloading(lasts);
            }
        }
    }

    private static Set<String> changed(Map<String, RouteFile> before, Map<String, RouteFile> after) {
        Set<String> changed = new TreeSet<>(before.keySet());
        changed.addAll(after.keySet());
        changed.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
        return changed;
    }

    /** The files with a route that uses one of these route configurations. */
    private List<String> using(Set<String> ids, Set<String> files) {
        return files.stream()
                .filter(file -> routes(Set.of(file)).stream()
                        .anyMatch(route -> RouteConfigurations.used(model.getRouteDefinition(route), ids)))
                .toList();
    }

    private static Collection<RouteFile> only(Map<String, RouteFile> all, Set<String> names) {
        Map<String, RouteFile> some = new LinkedHashMap<>(all);
        some.keySet().retainAll(names);
        return some.values();
    }

    /** The routes, as ids, that are there of files and their templates, or that a sink's file of its own is in the place of. */
    private Set<String> routes(Set<String> files) {
        Set<String> routes = loader.madeFor(context, files).collect(Collectors.toCollection(TreeSet::new));
        files.forEach(file -> routes.addAll(RouteLoader.routesOf(context, file)));
        routes.removeIf(route -> model.getRouteDefinition(route) == null);
        return routes;
    }

    /** Whether other routes may send there, and would find nobody while it is replaced. */
    private static boolean isSentTo(Endpoint endpoint) {
        return !(endpoint instanceof ReadsSource
                || endpoint instanceof OutboxEndpoint
                || endpoint instanceof DeadLettersEndpoint);
    }

    /** Has what the sources read wait before the routes. A source whose window does not leave them is stopped. */
    private void shutOut(List<Route> replaced, List<InRoutes> shut, List<String> stopped) {
        Map<String, InRoutes> sources = new LinkedHashMap<>();
        for (Route route : context.getRoutes()) {
            if (route.getConsumer() instanceof IntoRoutes source && !replaced.contains(route)) {
                sources.put(route.getRouteId(), source.inRoutes());
            }
        }
        sources.values().forEach(InRoutes::shut);
        shut.addAll(sources.values());
        long until = System.nanoTime() + LAST_WINDOWS.toNanos();
        sources.forEach((route, windows) -> {
            if (!empty(windows, until)) {
                stopped.add(route);
                stop(route, SHORTEST_STOP.toMillis());
            }
        });
    }

    private static boolean empty(InRoutes windows, long until) {
        try {
            return windows.empty(Duration.ofNanos(until - System.nanoTime()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The change of the routes was interrupted", e);
        }
    }

    /** All at once, so that what is in them takes the time of the longest and not of all together. */
    private void stop(List<Route> routes) {
        routes.forEach(route -> ServiceHelper.suspendService(route.getConsumer()));
        long until = System.nanoTime() + LAST_WINDOWS.toNanos();
        for (Route route : routes) {
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            stop(route.getRouteId(), Math.max(left, SHORTEST_STOP.toMillis()));
        }
    }

    private void stop(String route, long milliseconds) {
        try {
            context.getRouteController().stopRoute(route, milliseconds, TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("Route " + route + " can't be stopped", e);
        }
    }

    private void remove(Set<String> files) {
        try {
            for (String route : routes(files)) {
                stop(route, LAST_WINDOWS.toMillis());
                context.removeRoute(route);
            }
            for (RouteTemplateDefinition template : List.copyOf(model.getRouteTemplateDefinitions())) {
                if (template.getResource() != null
                        && files.stream().anyMatch(file -> RouteLoader.isOf(template.getResource(), file))) {
                    model.removeRouteTemplateDefinition(template);
                }
            }
            for (String file : files) {
                for (RouteConfigurationDefinition configuration : configurationsOf(file)) {
                    model.removeRouteConfiguration(configuration);
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException("The routes of " + String.join(", ", files) + " can't be removed", e);
        }
    }

    private List<RouteConfigurationDefinition> configurationsOf(String file) {
        List<RouteConfigurationDefinition> loaded = configurations.remove(file);
        return loaded == null ? List.of() : loaded;
    }

    /** Starts routes that a change has stopped, or that did not start the last time. */
    void startLost() {
        start(List.copyOf(lost));
    }

    private void start(List<String> routes) {
        for (String route : routes) {
            if (model.getRouteDefinition(route) == null) {
                lost.remove(route);
                continue;
            }
            try {
                context.getRouteController().startRoute(route);
                lost.remove(route);
            } catch (Exception e) {
                if (lost.add(route)) {
                    LOG.error("Route {} does not start again: {}. Trying again.", route, Reason.of(e));
                }
            }
        }
    }
}
