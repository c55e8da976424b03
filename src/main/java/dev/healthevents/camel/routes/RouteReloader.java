package dev.healthevents.camel.routes;

import dev.healthevents.camel.source.SourceEndpoint;
import dev.healthevents.delivery.Fatal;
import dev.healthevents.delivery.Reason;
import dev.healthevents.state.RouteFileCopies;
import dev.healthevents.state.StandbyException;
import dev.healthevents.state.StateException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts changed route files to use while everything runs. What would not work changes nothing.
 *
 * <p>Camel's own reloading removes all routes before it knows whether the new ones can be loaded (CAMEL-24866).
 */
public final class RouteReloader {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.routes");

    /** For windows to end that are in their routes; one that takes longer does not count, and is read again. */
    private static final Duration LAST_WINDOWS = Duration.ofSeconds(20);

    private static final Duration SHORTEST_STOP = Duration.ofMillis(100);

    private final CamelContext context;
    private final RouteFiles files;
    private final RouteLoader loader;
    private final RouteFileCopies copies;
    private final RouteFilesStatus status;
    private Map<String, RouteFile> inUse;
    private Map<String, RouteFile> lastLook;
    private Map<String, RouteFile> refused = Map.of();
    private final Set<Path> toldOf = new TreeSet<>();
    private final Set<String> lost = new TreeSet<>();

    /** @param copies of the files that worked last, with which a start goes on */
    public RouteReloader(
            CamelContext context,
            RouteFiles files,
            RouteLoader loader,
            RouteFileCopies copies,
            RouteFilesStatus status) {
        this.context = context;
        this.files = files;
        this.loader = loader;
        this.copies = copies;
        this.status = status;
    }

    /**
     * Loads all files for the first time; those that worked last, if those that are there now do not.
     *
     * @throws BrokenRouteException if one of them would not work, and none worked before
     */
    public void start() throws BrokenRouteException {
        Map<String, RouteFile> found = files.read();
        lastLook = found;
        tellOfOverlooked();
        try {
            if (loader.needsOwnFiles() || found.values().stream().anyMatch(RouteFile::own)) {
                loader.rehearse(context, found.values(), endpoint -> false);
            }
            inUse = found;
            status.using(found.values());
        } catch (BrokenRouteException e) {
            inUse = workedLast(e);
            refused = found;
            status.using(inUse.values());
            status.refused(e.getMessage());
            LOG.error("The route files can't be used: {}. Going on with those that worked last.", e.getMessage());
        }
        loader.load(context, inUse.values());
        keep();
        inUse.values().stream().filter(RouteFile::own).forEach(file -> LOG.info("Using routes of {}.", file.origin()));
    }

    private Map<String, RouteFile> workedLast(BrokenRouteException reason) throws BrokenRouteException {
        try {
            Map<String, RouteFile> last = files.withCopies(copies.find().orElseThrow(() -> reason));
            loader.rehearse(context, last.values(), endpoint -> false);
            return last;
        } catch (BrokenRouteException | StateException e) {
            // They are of another configuration, or there are none: what is there now is what to mend.
            throw reason;
        }
    }

    /**
     * Starts the routes of a context that was started without them, but for those that say that they are not to be; what
     * sources go to first.
     */
    public void startRoutes() {
        context.getRoutes().stream()
                .filter(Route::isAutoStartup)
                .sorted(Comparator.<Route, Boolean>comparing(route -> route.getEndpoint() instanceof SourceEndpoint)
                        .thenComparing(Route::getStartupOrder, Comparator.nullsLast(Comparator.naturalOrder())))
                .map(Route::getRouteId)
                .toList()
                .forEach(this::startRoute);
        keep();
    }

    private void startRoute(String route) {
        try {
            context.getRouteController().startRoute(route);
        } catch (Exception e) {
            throw new IllegalStateException("Route " + route + " does not start", e);
        }
    }

    private void keep() {
        Map<String, String> own = new TreeMap<>();
        inUse.values().stream().filter(RouteFile::own).forEach(file -> own.put(file.name(), file.content()));
        try {
            if (!copies.keep(own)) {
                LOG.warn("The route files are too large to be kept for a start at which they do not work.");
            }
        } catch (StandbyException e) {
            LOG.debug("The route files are kept by the bridge that has the state store.");
        } catch (StateException e) {
            LOG.warn("The route files could not be kept for a start at which they do not work: {}.", Reason.of(e));
        }
    }

    /** Looks whether files have changed, and uses them once they stay the same for two looks. */
    public synchronized void look() {
        try {
            resume(lost);
            lookAtFiles();
        } catch (Throwable e) {
            Fatal.check(e);
            // A file that vanishes while it is read, say. The next look is a second away.
            LOG.warn("The route files can't be looked at: {}.", Reason.of(e));
            LOG.debug("The failure in full:", e);
        }
    }

    private void lookAtFiles() {
        Map<String, RouteFile> found = files.read();
        tellOfOverlooked();
        boolean settled = found.equals(lastLook);
        lastLook = found;
        if (settled && found.equals(inUse) && status.refusal() != null) {
            refused = Map.of();
            status.using(found.values());
            LOG.info("The route files are again those in use.");
        }
        if (settled && !found.equals(inUse) && !found.equals(refused)) {
            use(found);
        }
    }

    private void use(Map<String, RouteFile> found) {
        try {
            loader.rehearse(context, found.values(), endpoint -> false);
            swap(inUse, found);
            inUse = found;
            status.using(found.values());
            keep();
        } catch (Throwable e) {
            // A class that a route needs and nobody has is an Error.
            Fatal.check(e);
            refused = found;
            String reason = e instanceof BrokenRouteException ? e.getMessage() : Reason.of(e);
            status.refused(reason);
            LOG.error("The routes stay as they were: {}.", reason);
            LOG.debug("The failure in full:", e);
        }
    }

    private void swap(Map<String, RouteFile> before, Map<String, RouteFile> after) throws BrokenRouteException {
        Set<String> changed = changed(before, after);
        // Nothing may come from a source while what it goes to is taken away.
        List<String> paused = new ArrayList<>();
        try {
            pauseSources(paused);
            removeAll(changed, before);
            // What a sink's new file of its own is in the place of.
            loader.madeFor(changed).forEach(this::removeRoute);
            loader.load(context, only(after, changed));
            loader.requireInputs(context, after.values());
            changed.stream()
                    .filter(name -> !Objects.equals(before.get(name), after.get(name)))
                    .forEach(name -> LOG.info(
                            "Using routes of {}.",
                            after.containsKey(name) ? after.get(name).origin() : "no " + name));
        } catch (BrokenRouteException | RuntimeException | Error e) {
            removeAll(changed, after);
            loader.load(context, only(before, changed));
            throw e;
        } finally {
            resume(paused);
        }
    }

    private static Set<String> changed(Map<String, RouteFile> before, Map<String, RouteFile> after) {
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        Set<String> changed = new TreeSet<>(names);
        changed.removeIf(name -> before.containsKey(name) && before.get(name).equals(after.get(name)));
        boolean configuresOthers = Stream.of(before, after)
                .flatMap(files -> files.values().stream())
                .anyMatch(file -> changed.contains(file.name()) && file.configuresOthers());
        // Routes keep the configuration with which they were made.
        return configuresOthers ? names : changed;
    }

    private static Collection<RouteFile> only(Map<String, RouteFile> all, Set<String> names) {
        Map<String, RouteFile> some = new LinkedHashMap<>(all);
        some.keySet().retainAll(names);
        return some.values();
    }

    /** All at once, so that their last windows take the time of the longest and not of all together. */
    private void pauseSources(List<String> paused) {
        List<Route> sources = RouteLoader.model(context).getRouteDefinitions().stream()
                .map(definition -> context.getRoute(definition.getRouteId()))
                .filter(route -> route != null && route.getEndpoint() instanceof SourceEndpoint)
                .toList();
        sources.forEach(route -> ServiceHelper.suspendService(route.getConsumer()));
        long until = System.nanoTime() + LAST_WINDOWS.toNanos();
        for (Route route : sources) {
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            paused.add(route.getRouteId());
            stop(route.getRouteId(), Math.max(left, SHORTEST_STOP.toMillis()));
        }
    }

    /** Tried again at each look for those that do not start. */
    private void resume(Collection<String> routes) {
        for (String route : List.copyOf(routes)) {
            if (RouteLoader.model(context).getRouteDefinition(route) == null) {
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

    private void stop(String route) {
        stop(route, LAST_WINDOWS.toMillis());
    }

    private void stop(String route, long milliseconds) {
        try {
            context.getRouteController().stopRoute(route, milliseconds, TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("Route " + route + " can't be stopped", e);
        }
    }

    private void removeAll(Set<String> names, Map<String, RouteFile> loaded) {
        names.forEach(this::remove);
        if (names.stream()
                .anyMatch(name -> loaded.containsKey(name) && loaded.get(name).configuresOthers())) {
            // They don't know which file they are from; where one has changed, all files are loaded anew.
            List.copyOf(RouteLoader.model(context).getRouteConfigurationDefinitions())
                    .forEach(this::removeConfiguration);
        }
    }

    private void removeConfiguration(RouteConfigurationDefinition configuration) {
        try {
            RouteLoader.model(context).removeRouteConfiguration(configuration);
        } catch (Exception e) {
            throw new IllegalStateException("Route configuration " + configuration.getId() + " can't be removed", e);
        }
    }

    private void remove(String file) {
        try {
            RouteLoader.routesOf(context, file).forEach(this::removeRoute);
            for (RouteTemplateDefinition template :
                    List.copyOf(RouteLoader.model(context).getRouteTemplateDefinitions())) {
                if (template.getResource() != null && RouteLoader.isOf(template.getResource(), file)) {
                    RouteLoader.model(context).removeRouteTemplateDefinition(template);
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException("The routes of " + file + " can't be removed", e);
        }
    }

    private void removeRoute(String route) {
        if (RouteLoader.model(context).getRouteDefinition(route) == null) {
            return;
        }
        try {
            stop(route);
            context.removeRoute(route);
        } catch (Exception e) {
            throw new IllegalStateException("Route " + route + " can't be removed", e);
        }
    }

    private void tellOfOverlooked() {
        files.overlooked().stream()
                .filter(toldOf::add)
                .forEach(path ->
                        LOG.warn("{} is not read: the name of a route file ends in {}.", path, RouteFile.SUFFIX));
    }
}
