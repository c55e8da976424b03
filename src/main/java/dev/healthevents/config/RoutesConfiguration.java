package dev.healthevents.config;

import dev.healthevents.camel.routes.BrokenRouteException;
import dev.healthevents.camel.routes.RouteFiles;
import dev.healthevents.camel.routes.RouteLoader;
import dev.healthevents.camel.routes.RouteReloader;
import dev.healthevents.camel.routes.SinkRoute;
import dev.healthevents.source.Sources;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Loads the routes before Camel starts, and again whenever their files change. */
@Configuration(proxyBeanMethods = false)
class RoutesConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.routes");
    private static final String KEY = "health-events.routes-directory";
    private static final Duration LOOKS = Duration.ofSeconds(1);

    @Bean
    CamelContextConfiguration routes(HealthEventsProperties properties, Sources sources, Clock clock) {
        return new Routes(properties, sources, clock);
    }

    private static final class Routes implements CamelContextConfiguration, DisposableBean {

        private final HealthEventsProperties properties;
        private final Sources sources;
        private final Clock clock;
        private final ScheduledExecutorService looks =
                Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "route-files"));
        private RouteReloader reloader;

        Routes(HealthEventsProperties properties, Sources sources, Clock clock) {
            this.properties = properties;
            this.sources = sources;
            this.clock = clock;
        }

        @Override
        public void beforeApplicationStart(CamelContext context) {
            checkDirectory();
            List<SinkRoute> sinks = properties.configuredSinks().stream()
                    .map(sink -> sink.route(context.getRegistry()))
                    .toList();
            context.getPropertiesComponent().setOverrideProperties(placeholders(context, sinks));
            properties
                    .sources()
                    .forEach((name, source) -> FhirClients.bind(context.getRegistry(), name, source, clock));
            reloader = new RouteReloader(
                    context,
                    new RouteFiles(properties.routesDirectory(), bundled(sinks)),
                    new RouteLoader(sources, sinks));
            try {
                reloader.start();
            } catch (BrokenRouteException e) {
                throw new WrongConfigurationException(
                        KEY,
                        "has routes that can't be used: " + e.getMessage(),
                        "Correct that file, or move it away to use the bundled one",
                        e);
            } catch (UncheckedIOException e) {
                throw new WrongConfigurationException(
                        KEY, "can't be read: " + e.getMessage(), "Let this process read it, as UTF-8", e);
            }
        }

        private void checkDirectory() {
            Path directory = properties.routesDirectory();
            if (Files.exists(directory) && !Files.isDirectory(directory)) {
                throw new WrongConfigurationException(
                        KEY, "is " + directory + ", which is a file", "Set it to the directory that the file is in");
            }
            if (!Files.exists(directory) && !directory.equals(Path.of("routes"))) {
                LOG.warn("{} is {}, which does not exist yet; the bundled routes are used.", KEY, directory);
            }
        }

        @Override
        public void afterApplicationStart(CamelContext context) {
            looks.scheduleWithFixedDelay(reloader::look, LOOKS.toMillis(), LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public void destroy() {
            looks.shutdownNow();
        }

        private List<String> bundled(List<SinkRoute> sinks) {
            List<String> names = new ArrayList<>(List.of("dead-letters", "health-events", "changes"));
            sinks.stream()
                    .map(SinkRoute::template)
                    .filter(Objects::nonNull)
                    .distinct()
                    .forEach(names::add);
            properties.deadLetterContainer().map(DeadLetterContainer::routeFile).ifPresent(names::add);
            sources.all().stream()
                    .map(source -> source.settings().type() + "-source")
                    .distinct()
                    .forEach(names::add);
            return names.stream().map(name -> name + ".camel.yaml").toList();
        }

        private Properties placeholders(CamelContext context, List<SinkRoute> sinks) {
            Properties placeholders = new Properties();
            sinks.forEach(sink -> placeholders.putAll(sink.placeholders()));
            properties
                    .deadLetterContainer()
                    .ifPresent(container -> placeholders.putAll(container.placeholders(context.getRegistry())));
            return placeholders;
        }
    }
}
