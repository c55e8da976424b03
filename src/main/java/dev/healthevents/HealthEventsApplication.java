package dev.healthevents;

import dev.healthevents.config.Check;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Starts the bridge, or tries all that it would need ({@code --check}), or tests routes with it
 * ({@code --test-routes DIRECTORY}).
 */
@SpringBootApplication
public class HealthEventsApplication {

    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].startsWith(RouteTestCommand.OPTION)) {
            System.exit(RouteTestCommand.run(args));
        }
        if (List.of(args).contains(Check.ARGUMENT)) {
            System.exit(Check.run(args, System.out));
        }
        SpringApplication.run(HealthEventsApplication.class, args);
    }
}
