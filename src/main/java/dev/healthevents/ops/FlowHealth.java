package dev.healthevents.ops;

import dev.healthevents.camel.routes.RouteFilesStatus;
import dev.healthevents.delivery.Sink;
import dev.healthevents.delivery.SinkStatus;
import dev.healthevents.delivery.Sinks;
import dev.healthevents.source.SourceStatus;
import dev.healthevents.source.Sources;
import java.time.Duration;
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

    private static final Set<String> READ = Set.of("starting", "catching-up", "up-to-date", "reloading");
    private static final Set<String> FLOWING = Set.of("idle", "delivering", "waiting", "reloading");

    /** A sink may answer slowly, but none takes this long with one batch. */
    private static final Duration LONGEST_ATTEMPT = Duration.ofMinutes(5);

    @Bean
    HealthContributor sourcesHealthContributor(Sources sources, Standby standby) {
        return CompositeHealthContributor.fromMap(sources.all().stream()
                .collect(Collectors.toMap(
                        source -> source.settings().name(),
                        source -> unlessStandby(standby, () -> of(source.status())))));
    }

    @Bean
    HealthContributor sinksHealthContributor(Sinks sinks, Standby standby) {
        return CompositeHealthContributor.fromMap(sinks.all().stream()
                .collect(Collectors.toMap(Sink::name, sink -> unlessStandby(standby, () -> of(sink)))));
    }

    private static HealthIndicator unlessStandby(Standby standby, HealthIndicator otherwise) {
        return () -> standby.lasts() ? health(true, Standby.STATE, null) : otherwise.health();
    }

    /** Events flow, but not as the files say. */
    @Bean
    HealthIndicator routeFilesHealthIndicator(RouteFilesStatus routes) {
        return () -> {
            RouteFilesStatus.Refusal refusal = routes.refusal();
            return refusal == null
                    ? Health.up().build()
                    : Health.unknown()
                            .withDetail("refused", refusal.reason())
                            .withDetail("since", refusal.since())
                            .build();
        };
    }

    /** A source whose tail does well may have no sweep, or a history that keeps silent: its error tells. */
    private static Health of(SourceStatus status) {
        String error = status.lastError();
        return health(READ.contains(status.state()) && error == null, status.state(), error);
    }

    private static Health of(Sink sink) {
        SinkStatus status = sink.status();
        Duration stalled = sink.outbox().pending() == 0 ? Duration.ZERO : status.stalled();
        if (FLOWING.contains(status.state()) && stalled.compareTo(LONGEST_ATTEMPT) > 0) {
            String error = "it has taken nothing for " + stalled.toSeconds()
                    + " s, and no attempt has failed; see what its route is waiting for";
            return health(false, status.state(), error);
        }
        boolean flows = FLOWING.contains(status.state()) && !sink.outbox().overflows();
        return health(flows, status.state(), sink.lastError());
    }

    private static Health health(boolean flows, String state, String lastError) {
        Health.Builder health = (flows ? Health.up() : Health.unknown()).withDetail("state", state);
        return (lastError == null ? health : health.withDetail("lastError", lastError)).build();
    }
}
