package dev.healthevents.config;

import dev.healthevents.state.StateException;
import java.io.PrintStream;
import java.util.List;
import java.util.function.ToIntFunction;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** Does something to the state store with the configuration that the bridge would have, and starts nothing of it. */
final class StateCommand {

    private StateCommand() {}

    /**
     * @param arguments those of the bridge
     * @param failed the beginning of the sentence that says why it could not be done
     * @param work returns the exit code
     * @return the exit code; 1 if there was something wrong, which has been told
     */
    static int run(List<String> arguments, String failed, PrintStream out, ToIntFunction<HealthEventsProperties> work) {
        String[] quiet = arguments.toArray(new String[arguments.size() + 1]);
        quiet[arguments.size()] = "--logging.level.dev.healthevents=off";
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Bound.class)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .run(quiet)) {
            return work.applyAsInt(context.getBean(HealthEventsProperties.class));
        } catch (StateException e) {
            out.println(failed + ": " + e.getMessage() + ".");
            return 1;
        } catch (RuntimeException e) {
            // Spring Boot has told it in a sentence, as at a start.
            return 1;
        }
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
