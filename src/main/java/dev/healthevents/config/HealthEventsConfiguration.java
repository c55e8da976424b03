package dev.healthevents.config;

import dev.healthevents.camel.deadletters.Redrive;
import dev.healthevents.camel.deadletters.RouteDeadLetters;
import dev.healthevents.camel.routes.AddResource;
import dev.healthevents.camel.source.SeenRepository;
import dev.healthevents.delivery.Sinks;
import dev.healthevents.ops.DeadLetterRetention;
import dev.healthevents.ops.access.Access;
import dev.healthevents.source.RecentEvents;
import dev.healthevents.source.Sources;
import dev.healthevents.source.State;
import dev.healthevents.source.Workers;
import dev.healthevents.state.DeadLetters;
import dev.healthevents.state.Leftovers;
import dev.healthevents.state.Replays;
import dev.healthevents.state.StateDatabase;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts the parts together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HealthEventsProperties.class)
class HealthEventsConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.state");

    @Bean
    static UnsetPlaceholders unsetPlaceholders() {
        return new UnsetPlaceholders();
    }

    @Bean
    static FilePaths filePaths() {
        return new FilePaths();
    }

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Sources sources(
            HealthEventsProperties properties,
            Clock clock,
            ObjectProvider<StateDatabase> database,
            Environment environment) {
        NothingConfigured.check(properties, environment);
        properties.tracing().check();
        return new SourceFactory(properties.workspace(), clock, database::getObject).sources(properties.sources());
    }

    @Bean
    StateDatabase stateDatabase(HealthEventsProperties properties, Environment environment) {
        NothingConfigured.check(properties, environment);
        return StateFactory.open(properties.state());
    }

    /** Nothing is removed by itself: a source or a sink may be off for a day. */
    @Bean
    SmartInitializingSingleton leftovers(HealthEventsProperties properties, StateDatabase database) {
        return () -> database.whenOwned(() -> Leftovers.find(
                        database,
                        properties.sources().keySet(),
                        properties.sinks().keySet())
                .forEach(left -> LOG.warn("{}.", Forget.sentence(left))));
    }

    @Bean
    State state(StateDatabase database) {
        return State.of(database);
    }

    @Bean
    DeadLetters storedDeadLetters(StateDatabase database, HealthEventsProperties properties) {
        return new DeadLetters(database, DeadLetterContainers.sinks(properties));
    }

    @Bean
    @ConditionalOnProperty("health-events.dead-letters.retention")
    DeadLetterRetention deadLetterRetention(HealthEventsProperties properties, DeadLetters letters, Clock clock) {
        return new DeadLetterRetention(letters, properties.deadLetters().positiveRetention(), clock);
    }

    @Bean
    Replays replays(State state) {
        return state.replays();
    }

    @Bean
    Sinks sinks(HealthEventsProperties properties, StateDatabase database, Clock clock) {
        return new SinkFactory(database, clock).sinks(properties.configuredSinks());
    }

    @Bean
    @ConditionalOnWebApplication(type = Type.SERVLET)
    Access access(HealthEventsProperties properties, ServerProperties server, ManagementServerProperties management) {
        return AccessFactory.access(properties.access(), server, management);
    }

    @Bean
    Workers workers() {
        return new Workers();
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
    Redrive redrive(CamelContext context, DeadLetters letters, Sinks sinks, State state) {
        return new Redrive(context, letters, sinks, state);
    }

    @Bean
    RouteDeadLetters deadLetters(Clock clock) {
        return new RouteDeadLetters(clock);
    }

    @Bean
    AddResource addResource() {
        return new AddResource();
    }
}
