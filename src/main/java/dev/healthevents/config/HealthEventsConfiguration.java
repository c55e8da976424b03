package dev.healthevents.config;

import dev.healthevents.camel.EventFileSink;
import dev.healthevents.camel.RecentEvents;
import dev.healthevents.camel.RouteDeadLetters;
import dev.healthevents.camel.SeenRepository;
import dev.healthevents.camel.Source;
import dev.healthevents.camel.Sources;
import dev.healthevents.camel.State;
import dev.healthevents.delivery.EventFile;
import dev.healthevents.delivery.Sinks;
import dev.healthevents.state.DeadLetters;
import dev.healthevents.state.StateDatabase;
import dev.healthevents.state.StateException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the parts together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HealthEventsProperties.class)
class HealthEventsConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Sources sources(HealthEventsProperties properties, Clock clock) {
        if (properties.sources().isEmpty()) {
            throw new WrongConfigurationException(
                    "health-events.sources",
                    "is empty",
                    "Configure at least one source, for example health-events.sources.lab.type=fhir and"
                            + " health-events.sources.lab.url=https://fhir.example.org/fhir");
        }
        SourceFactory factory = new SourceFactory(properties.workspace(), clock);
        List<Source> sources = properties.sources().entrySet().stream()
                .map(entry -> factory.source(entry.getKey(), entry.getValue()))
                .toList();
        return new Sources(sources);
    }

    @Bean
    StateDatabase stateDatabase(HealthEventsProperties properties) {
        StateProperties state = properties.state();
        try {
            return StateDatabase.open(state.url(), state.username(), state.password());
        } catch (StateException e) {
            throw new WrongConfigurationException(
                    "health-events.state.url",
                    "can't be used: " + e.getMessage(),
                    "Set it to jdbc:sqlite: and a file on a local disk, such as jdbc:sqlite:health-events.db, or to"
                            + " jdbc:postgresql: and a database",
                    e);
        }
    }

    @Bean
    State state(StateDatabase database) {
        return State.of(database);
    }

    @Bean
    DeadLetters storedDeadLetters(StateDatabase database) {
        return new DeadLetters(database);
    }

    @Bean
    Sinks sinks(HealthEventsProperties properties, StateDatabase database) {
        return new SinkFactory(database).sinks(properties.sinks());
    }

    @Bean
    RecentEvents recentEvents() {
        return new RecentEvents();
    }

    @Bean
    SeenRepository seen() {
        return new SeenRepository();
    }

    @Bean
    RouteDeadLetters deadLetters(Clock clock) {
        return new RouteDeadLetters(clock);
    }

    @Bean
    @ConditionalOnProperty("health-events.sinks.file.path")
    EventFileSink eventFile(HealthEventsProperties properties) {
        return new EventFileSink(new EventFile(Path.of(properties.sinks().file().path())));
    }
}
