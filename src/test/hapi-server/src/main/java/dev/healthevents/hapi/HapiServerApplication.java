package dev.healthevents.hapi;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.web.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Serves FHIR R4 at {@code http://127.0.0.1:<port>/fhir}. The port is {@code server.port}, or a free one, and is printed
 * as {@code Listening on port <port>}. The server ends when its standard input does, so it cannot outlive the process
 * that started it, even if that one is killed with SIGKILL.
 */
@SpringBootApplication(exclude = FlywayAutoConfiguration.class)
public class HapiServerApplication {

    public static void main(String[] args) {
        endWithStandardInput();
        SpringApplication server = new SpringApplication(HapiServerApplication.class);
        server.setDefaultProperties(Map.of(
                "server.address", "127.0.0.1",
                "server.port", "0",
                "spring.main.allow-bean-definition-overriding", "true",
                "spring.main.allow-circular-references", "true",
                "spring.datasource.url", "jdbc:h2:mem:hapi;DB_CLOSE_DELAY=-1",
                "spring.jpa.open-in-view", "false",
                "spring.main.banner-mode", "off"));
        server.setRegisterShutdownHook(false);
        server.addListeners((ApplicationListener<ServletWebServerInitializedEvent>) event ->
                System.out.println("Listening on port " + event.getWebServer().getPort()));
        server.run(args);
    }

    static void endWithStandardInput() {
        Thread watch = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException gone) {
                        // The parent's end of the pipe is closed: the same as its end.
                    }
                    // There is nothing to save in memory, so nothing to wait for.
                    Runtime.getRuntime().halt(0);
                },
                "end-with-parent");
        watch.setDaemon(true);
        watch.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitEnd(watch)));
    }

    /** Ctrl-C in a terminal reaches every process there: serve on until those that use this one have stopped. */
    private static void awaitEnd(Thread watch) {
        try {
            watch.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
