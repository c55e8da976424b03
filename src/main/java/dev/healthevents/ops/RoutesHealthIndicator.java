package dev.healthevents.ops;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether all routes run. Part of readiness, not of liveness: a restart helps neither against a route that does not
 * start nor against a server that does not answer.
 */
@Component
class RoutesHealthIndicator implements HealthIndicator {

    private final CamelContext context;

    RoutesHealthIndicator(CamelContext context) {
        this.context = context;
    }

    @Override
    public Health health() {
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
