package dev.healthevents.config;

import dev.healthevents.state.StateCopy;
import dev.healthevents.state.StateException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** {@code --backup FILE}: copies the state store that is configured, also while a bridge runs on it. */
public final class Backup {

    private static final String OPTION = "--backup";

    private Backup() {}

    public static boolean isAskedFor(List<String> arguments) {
        return arguments.stream().anyMatch(argument -> argument.equals(OPTION) || argument.startsWith(OPTION + "="));
    }

    /**
     * @param arguments those of the bridge, and {@code --backup FILE} or {@code --backup=FILE} among them
     * @return 0 if the copy is there, else 1
     */
    public static int run(String[] arguments, PrintStream out) {
        List<String> others = new ArrayList<>(List.of(arguments));
        String file = take(others);
        if (file == null || file.isBlank() || file.startsWith("--")) {
            out.println(
                    "Name the file to make: java -jar camel-health-events.jar " + OPTION + " health-events-backup.db");
            return 1;
        }
        others.add("--logging.level.dev.healthevents=off");
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Bound.class)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .run(others.toArray(String[]::new))) {
            StateProperties state =
                    context.getBean(HealthEventsProperties.class).state();
            out.println(StateCopy.of(state.url(), Path.of(file)));
            return 0;
        } catch (StateException e) {
            out.println("No backup was made: " + e.getMessage() + ".");
            return 1;
        } catch (InvalidPathException e) {
            out.println("No backup was made: " + file + " is no path.");
            return 1;
        } catch (RuntimeException e) {
            // Spring Boot has told it in a sentence, as at a start.
            return 1;
        }
    }

    private static String take(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).startsWith(OPTION + "=")) {
                return arguments.remove(i).substring(OPTION.length() + 1);
            }
            if (arguments.get(i).equals(OPTION)) {
                arguments.remove(i);
                return i < arguments.size() ? arguments.remove(i) : null;
            }
        }
        return null;
    }

    /** The settings, and nothing that is started with them; no {@code @Configuration}, or the bridge would find it. */
    @EnableConfigurationProperties(HealthEventsProperties.class)
    static class Bound {

        @Bean
        static UnsetPlaceholders unsetPlaceholders() {
            return new UnsetPlaceholders();
        }
    }
}
