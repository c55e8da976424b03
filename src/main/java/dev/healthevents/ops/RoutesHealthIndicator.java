package dev.healthevents.ops;

import dev.healthevents.state.StateDatabase;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether all routes run, or would if this bridge did not stand by. Part of readiness, not of liveness: a restart helps neither against a route that does not
 * start nor against a server that does not answer.
 */
@Component
class RoutesHealthIndicator implements HealthIndicator {

    private final CamelContext context;
    private final StateDatabase database;

    RoutesHealthIndicator(CamelContext context, StateDatabase database) {
        this.context = context;
        this.database = database;
    }

    @Override
    public Health health() {
        if (database.standsBy()) {
            return (context.isStarted() ? Health.up() : Health.outOfService())
                    .withDetail("state", Standby.STATE)
                    .build();
        }
        List<String> stopped = context.getRoutes().stream()
                .map(Route::getRouteId)
                .filter(route ->
                        !context.getRouteController().getRouteStatus(route).isStarted())
                .toList();
        boolean up = context.isStarted() && !context.getRoutes().isEmpty() && stopped.isEmpty();
        return (up ? Health.up() : Health.outOfService())
                .withDetail("stopped", stopped)
                .build();
    }
}
