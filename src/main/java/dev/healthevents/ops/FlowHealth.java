package dev.healthevents.ops;

import dev.healthevents.camel.SourceStatus;
import dev.healthevents.camel.Sources;
import dev.healthevents.delivery.SinkStatus;
import dev.healthevents.delivery.Sinks;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Whether each source is read and each sink takes what it is offered. What does not is {@code UNKNOWN} and not
 * {@code DOWN}: the bridge itself is well, and so is {@code /actuator/health}.
 */
@Configuration(proxyBeanMethods = false)
class FlowHealth {

    private static final Set<String> READ = Set.of("starting", "catching-up", "up-to-date");

    @Bean
    HealthContributor sourcesHealthContributor(Sources sources) {
        return CompositeHealthContributor.fromMap(sources.all().stream()
                .collect(Collectors.toMap(
                        source -> source.settings().name(), source -> (HealthIndicator) () -> of(source.status()))));
    }

    @Bean
    HealthContributor sinksHealthContributor(Sinks sinks) {
        return CompositeHealthContributor.fromMap(sinks.all().stream()
                .collect(Collectors.toMap(sink -> sink.name(), sink -> (HealthIndicator) () -> of(sink.status()))));
    }

    private static Health of(SourceStatus status) {
        return health(READ.contains(status.state()), status.state(), status.lastError());
    }

    private static Health of(SinkStatus status) {
        return health(!status.state().equals("retrying"), status.state(), status.lastError());
    }

    private static Health health(boolean flows, String state, String lastError) {
        Health.Builder health = (flows ? Health.up() : Health.unknown()).withDetail("state", state);
        return (lastError == null ? health : health.withDetail("lastError", lastError)).build();
    }
}
