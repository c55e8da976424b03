package dev.healthevents.camel.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.DeferredLogs;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.DefaultResourceLoader;

class OwnDatabaseTest {

    @TempDir
    Path classes;

    private final StandardEnvironment environment = new StandardEnvironment();
    private SpringApplication application;

    @BeforeEach
    void set() throws Exception {
        URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, OwnDatabaseTest.class.getClassLoader());
        application = new SpringApplication(new DefaultResourceLoader(loader));
    }

    @Test
    void flywayIsOffWhereTheApplicationHasNothingForIt() {
        assertThat(enabled()).isEqualTo("false");
    }

    @Test
    void flywayIsLeftAsItIsWhereTheApplicationHasMigrations() throws Exception {
        Files.createDirectories(classes.resolve("db/migration"));
        assertThat(enabled()).isNull();
    }

    @Test
    void flywayIsLeftAsItIsWhereTheApplicationConfiguresIt() {
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("own", Map.of("spring.flyway.locations", "classpath:tables")));
        assertThat(enabled()).isNull();
    }

    private String enabled() {
        new OwnDatabase(new DeferredLogs()).postProcessEnvironment(environment, application);
        return environment.getProperty(OwnDatabase.ENABLED);
    }
}
