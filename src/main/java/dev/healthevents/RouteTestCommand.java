package dev.healthevents;

import dev.healthevents.camel.routetest.RouteTests;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.boot.logging.LoggingSystem;

/** {@code java -jar camel-health-events.jar --test-routes DIRECTORY}: needs no configuration, servers or sinks. */
final class RouteTestCommand {

    static final String OPTION = "--test-routes";

    private RouteTestCommand() {}

    /** @return the exit code: 0 if there were tests and all went well, else 1 */
    static int run(String... args) throws IOException {
        // Nothing is logged before the logging is set up, which nobody does here: what matters is printed.
        LoggingSystem.get(RouteTestCommand.class.getClassLoader()).beforeInitialize();
        String directory = directory(args);
        if (directory == null) {
            System.out.println("Name one directory: java -jar camel-health-events.jar " + OPTION + " routes");
            return 1;
        }
        return new RouteTests(Path.of(directory), System.out).run() ? 0 : 1;
    }

    private static String directory(String... args) {
        if (args.length == 1 && args[0].startsWith(OPTION + "=")) {
            return args[0].substring(OPTION.length() + 1);
        }
        return args.length == 2 && args[0].equals(OPTION) ? args[1] : null;
    }
}
