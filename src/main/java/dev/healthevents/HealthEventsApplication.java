package dev.healthevents;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the bridge, or tests routes with it: {@code --test-routes DIRECTORY}. */
@SpringBootApplication
public class HealthEventsApplication {

    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].startsWith(RouteTestCommand.OPTION)) {
            System.exit(RouteTestCommand.run(args));
        }
        SpringApplication.run(HealthEventsApplication.class, args);
    }
}
