package dev.healthevents;

import dev.healthevents.config.Check;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the bridge, or with {@code --check} tries all that it would need. */
@SpringBootApplication
public class HealthEventsApplication {

    public static void main(String[] args) {
        if (List.of(args).contains(Check.ARGUMENT)) {
            System.exit(Check.run(args, System.out));
        }
        SpringApplication.run(HealthEventsApplication.class, args);
    }
}
