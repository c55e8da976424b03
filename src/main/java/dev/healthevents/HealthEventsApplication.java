package dev.healthevents;

import dev.healthevents.config.Backup;
import dev.healthevents.config.Check;
import dev.healthevents.config.Forget;
import dev.healthevents.delivery.Fatal;
import dev.healthevents.state.StateDatabase;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts the bridge, or tries all that it would need ({@code --check}), or copies its state ({@code --backup FILE}), or
 * removes from it what is left of a source or sink ({@code --forget-source NAME}, {@code --forget-sink NAME}), or tests routes ({@code --test-routes DIRECTORY}).
 */
@SpringBootApplication
public class HealthEventsApplication {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents");
    private static final Duration AGAIN = Duration.ofSeconds(5);

    public static void main(String[] args) throws Exception {
        List<String> arguments = List.of(args);
        if (arguments.contains(Usage.HELP)) {
            System.out.println(Usage.help());
        } else if (arguments.contains(Usage.VERSION)) {
            System.out.println(Usage.version());
        } else if (args.length > 0 && args[0].startsWith(RouteTestCommand.OPTION)) {
            System.exit(RouteTestCommand.run(args));
        } else if (arguments.contains(Check.ARGUMENT)) {
            System.exit(Check.run(args, System.out));
        } else if (Backup.isAskedFor(arguments)) {
            System.exit(Backup.run(args, System.out));
        } else if (Forget.isAskedFor(arguments)) {
            System.exit(Forget.run(args, System.out));
        } else {
            run(args);
        }
    }

    private static void run(String... args) throws InterruptedException {
        Fatal.endsTheProcess();
        ConfigurableApplicationContext context = start(args);
        while (context.getBean(StateDatabase.class).awaitLoss()) {
            LOG.warn("Another bridge has taken the state store over; standing by.");
            context.close();
            context = startAgain(args);
        }
    }

    /** A start that fails now would not have the first time: the database may be away again. */
    private static ConfigurableApplicationContext startAgain(String... args) throws InterruptedException {
        while (true) {
            try {
                return start(args);
            } catch (RuntimeException e) {
                LOG.warn("This bridge can't stand by yet; that is tried again in {} s.", AGAIN.toSeconds());
                Thread.sleep(AGAIN.toMillis());
            }
        }
    }

    private static ConfigurableApplicationContext start(String... args) {
        SpringApplication application = new SpringApplication(HealthEventsApplication.class);
        ApplicationListener<ApplicationPreparedEvent> first = prepared -> LOG.info("{}.", Usage.version());
        application.addListeners(first);
        return application.run(args);
    }
}
