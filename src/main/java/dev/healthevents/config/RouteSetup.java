package dev.healthevents.config;

import dev.healthevents.camel.routes.BrokenRouteException;
import dev.healthevents.camel.routes.EventsAsJson;
import dev.healthevents.camel.routes.RouteFiles;
import dev.healthevents.camel.routes.RouteLoader;
import dev.healthevents.camel.routes.SinkRoute;
import dev.healthevents.camel.routes.TemplateRoute;
import dev.healthevents.source.Sources;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the routes are made of, and what they find in a Camel context.
 *
 * @param files the bundled ones that this configuration needs, and those of the integration team
 * @param loader for the configured sources and sinks
 */
record RouteSetup(RouteFiles files, RouteLoader loader) {

    static final String KEY = "health-events.routes-directory";

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.routes");

    /**
     * Gives a Camel context what the routes ask for by name.
     *
     * @throws WrongConfigurationException if the settings of a sink, or the directory, are wrong
     */
    static RouteSetup of(CamelContext context, HealthEventsProperties properties, Sources sources, Clock clock) {
        checkDirectory(properties.routesDirectory());
        List<SinkRoute> sinks = properties.configuredSinks().stream()
                .map(sink -> sink.route(context.getRegistry()))
                .toList();
        Properties placeholders = new Properties();
        sinks.forEach(sink -> placeholders.putAll(sink.placeholders()));
        List<TemplateRoute> others = new ArrayList<>();
        for (DeadLetterContainer container : DeadLetterContainers.of(properties)) {
            TemplateRoute route = container.route(context.getRegistry());
            others.add(route);
            placeholders.putAll(container.placeholders(route));
        }
        context.getPropertiesComponent().setOverrideProperties(placeholders);
        context.getCamelContextExtension().setErrorHandlerFactory(oneLine());
        EventsAsJson.bind(context.getRegistry());
        properties.sources().forEach((name, source) -> FhirClients.bind(context.getRegistry(), name, source, clock));
        return new RouteSetup(
                new RouteFiles(properties.routesDirectory(), bundled(sources, sinks, others)),
                new RouteLoader(sources, sinks, others));
    }

    /** Of what fails in a route that does not say how to handle it: a line of the log, and no stack trace. */
    private static DefaultErrorHandlerDefinition oneLine() {
        DefaultErrorHandlerDefinition handler = new DefaultErrorHandlerDefinition();
        handler.setRedeliveryPolicy(new RedeliveryPolicyDefinition()
                .maximumRedeliveries(0)
                .logStackTrace(false)
                .logExhaustedMessageHistory(false));
        return handler;
    }

    /** What a start says of files that can't be used. */
    static WrongConfigurationException unusable(BrokenRouteException reason) {
        return new WrongConfigurationException(
                KEY,
                "has routes that can't be used: " + reason.getMessage(),
                "Correct that file, or move it away to use the bundled one",
                reason);
    }

    /** What a start says of files that can't be read. */
    static WrongConfigurationException unreadable(UncheckedIOException reason) {
        return new WrongConfigurationException(
                KEY, "can't be read: " + reason.getMessage(), "Let this process read it, as UTF-8", reason);
    }

    private static void checkDirectory(Path directory) {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new WrongConfigurationException(
                    KEY, "is " + directory + ", which is a file", "Set it to the directory that the file is in");
        }
        if (!Files.exists(directory) && !directory.equals(Path.of("routes"))) {
            LOG.warn("{} is {}, which does not exist yet; the bundled routes are used.", KEY, directory);
        }
    }

    private static List<String> bundled(Sources sources, List<SinkRoute> sinks, List<TemplateRoute> others) {
        List<String> names = new ArrayList<>(List.of("dead-letters", "health-events", "changes"));
        sinks.stream()
                .map(SinkRoute::template)
                .filter(Objects::nonNull)
                .distinct()
                .forEach(names::add);
        others.stream().map(TemplateRoute::template).distinct().forEach(names::add);
        sources.all().stream()
                .map(source -> source.settings().type() + "-source")
                .distinct()
                .forEach(names::add);
        return names.stream().map(name -> name + ".camel.yaml").toList();
    }
}
