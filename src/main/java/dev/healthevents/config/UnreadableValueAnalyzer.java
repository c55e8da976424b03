package dev.healthevents.config;

import dev.healthevents.event.EventSchema;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says which value can't be read, and how to write it. Shows it only where it can't be a secret. */
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
public class UnreadableValueAnalyzer extends AbstractFailureAnalyzer<BindException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
        String key = cause.getName().toString();
        if (!key.equals(KnownKeys.PREFIX) && !key.startsWith(KnownKeys.PREFIX + ".")) {
            return null;
        }
        Class<?> type = cause.getTarget().getType().resolve(Object.class);
        String value =
                cause.getProperty() == null ? "" : " '" + cause.getProperty().getValue() + "'";
        if (type == Duration.class) {
            return new FailureAnalysis(
                    key + " is" + value + ", which is no duration.",
                    "Write a number with its unit, ms, s, m or h, such as 500ms.",
                    cause);
        }
        if (type == int.class || type == long.class || type == Integer.class) {
            return new FailureAnalysis(
                    key + " is" + value + ", which is no whole number.", "Write a number such as 500.", cause);
        }
        if (type == boolean.class || type == Boolean.class) {
            return new FailureAnalysis(
                    key + " is" + value + ", which is neither true nor false.", "Set it to true or false.", cause);
        }
        if (type == EventSchema.class) {
            String schemas =
                    Arrays.stream(EventSchema.values()).map(EventSchema::value).collect(Collectors.joining(" or "));
            return new FailureAnalysis(
                    key + " is" + value + ", which is no schema.", "Set it to " + schemas + ".", cause);
        }
        return new FailureAnalysis(
                key + " can't be read.", "Write it as docs/configuration.md shows, with the keys below it.", cause);
    }
}
