package dev.healthevents.camel.boot;

import java.util.Map;
import org.apache.commons.logging.Log;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Leaves an application's own database alone. Our state needs Flyway, and where Spring Boot finds that on the class path it
 * has it migrate the application's database: a table of Flyway's is made there, Hibernate no longer makes its own ones, and
 * a database that has some already ends the start. So {@code spring.flyway.enabled} is {@code false} unless the application
 * has something for Flyway to do: a folder {@code db/migration} on its class path, or any property {@code spring.flyway.*}.
 *
 * @see <a href="https://docs.spring.io/spring-boot/3.5/how-to/data-initialization.html">Spring Boot, Database
 *     Initialization</a>
 */
public final class OwnDatabase implements EnvironmentPostProcessor, Ordered {

    static final String ENABLED = "spring.flyway.enabled";

    private final Log log;

    public OwnDatabase(DeferredLogFactory logs) {
        this.log = logs.getLog(OwnDatabase.class);
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (configured(environment) || application.getClassLoader().getResource("db/migration") != null) {
            return;
        }
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("camel-health-events", Map.of(ENABLED, "false")));
        log.debug(
                "Flyway is here for health events' state only: " + ENABLED + "=true has it migrate the application's");
    }

    private static boolean configured(ConfigurableEnvironment environment) {
        return Binder.get(environment)
                .bind("spring.flyway", Bindable.mapOf(String.class, Object.class))
                .isBound();
    }

    /** After the application's own files were read. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
