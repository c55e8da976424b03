package dev.healthevents;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the bridge. */
@SpringBootApplication
public class HealthEventsApplication {

    public static void main(String[] args) {
        SpringApplication.run(HealthEventsApplication.class, args);
    }
}
