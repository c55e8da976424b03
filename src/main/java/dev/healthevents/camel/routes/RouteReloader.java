package dev.healthevents.camel.routes;

import dev.healthevents.camel.source.ReadsSource;
import dev.healthevents.delivery.Fatal;
import dev.healthevents.delivery.Reason;
import dev.healthevents.state.RouteFileCopies;
import dev.healthevents.state.StandbyException;
import dev.healthevents.state.StateException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts changed route files to use while everything runs. What would not work changes nothing.
 *
 * <p>Camel's own reloading removes all routes before it knows whether the new ones can be loaded (CAMEL-24866).
 */
public final class RouteReloader {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.routes");

    private final CamelContext context;
    private final RouteFiles files;
    private final RouteLoader loader;
    private final RouteSwap swap;
    private final RouteFileCopies copies;
    private final RouteFilesStatus status;
    private Map<String, RouteFile> inUse;
    private Map<String, RouteFile> lastLook;
    private Map<String, RouteFile> refused = Map.of();
    private final Set<Path> toldOf = new TreeSet<>();

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
        this.swap = new RouteSwap(context, loader);
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
        swap.load(inUse.values());
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
                .sorted(Comparator.<Route, Boolean>comparing(route -> route.getEndpoint() instanceof ReadsSource)
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
            swap.startLost();
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
            Set<String> changed = swap.swap(inUse, found);
            inUse = found;
            changed.forEach(this::tellOfChange);
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

    private void tellOfChange(String name) {
        if (inUse.containsKey(name)) {
            LOG.info("Using routes of {}.", inUse.get(name).origin());
        } else {
            LOG.info("{} is gone, and its routes with it.", name);
        }
    }

    private void tellOfOverlooked() {
        files.overlooked().stream()
                .filter(toldOf::add)
                .forEach(path -> LOG.warn(
                        "{} is not read: route files lie in the routes directory itself, and their names end in {}.",
                        path,
                        RouteFile.SUFFIX));
    }
}
