package dev.healthevents.config;

import dev.healthevents.camel.routes.BrokenRouteException;
import dev.healthevents.camel.routes.RouteFilesStatus;
import dev.healthevents.camel.routes.RouteReloader;
import dev.healthevents.source.Sources;
import dev.healthevents.state.RouteFileCopies;
import dev.healthevents.state.StateDatabase;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Loads the routes before Camel starts, and again whenever their files change. */
@Configuration(proxyBeanMethods = false)
class RoutesConfiguration {

    private static final Duration LOOKS = Duration.ofSeconds(1);

    @Bean
    RouteFilesStatus routeFilesStatus(Clock clock) {
        return new RouteFilesStatus(clock);
    }

    @Bean
    CamelContextConfiguration routes(
            HealthEventsProperties properties,
            Sources sources,
            Clock clock,
            StateDatabase database,
            RouteFilesStatus status) {
        return new Routes(properties, sources, clock, database, status);
    }

    private static final class Routes implements CamelContextConfiguration, DisposableBean {

        private final HealthEventsProperties properties;
        private final Sources sources;
        private final Clock clock;
        private final StateDatabase database;
        private final RouteFilesStatus status;
        private final ScheduledExecutorService looks =
                Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "route-files"));
        private RouteReloader reloader;

        Routes(
                HealthEventsProperties properties,
                Sources sources,
                Clock clock,
                StateDatabase database,
                RouteFilesStatus status) {
            this.database = database;
            this.status = status;
            this.properties = properties;
            this.sources = sources;
            this.clock = clock;
        }

        @Override
        public void beforeApplicationStart(CamelContext context) {
            RouteSetup setup = RouteSetup.of(context, properties, sources, clock);
            reloader = new RouteReloader(context, setup.files(), setup.loader(), new RouteFileCopies(database), status);
            context.setAutoStartup(!database.standsBy());
            try {
                reloader.start();
            } catch (BrokenRouteException e) {
                throw RouteSetup.unusable(e);
            } catch (UncheckedIOException e) {
                throw RouteSetup.unreadable(e);
            }
        }

        @Override
        public void afterApplicationStart(CamelContext context) {
            database.whenOwned(() -> begin(context));
        }

        private void begin(CamelContext context) {
            if (!context.isAutoStartup()) {
                context.setAutoStartup(true);
                reloader.startRoutes();
            }
            looks.scheduleWithFixedDelay(reloader::look, LOOKS.toMillis(), LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public void destroy() {
            looks.shutdownNow();
        }
    }
}
