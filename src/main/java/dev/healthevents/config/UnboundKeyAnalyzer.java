package dev.healthevents.config;

import java.util.Comparator;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Shows keys that do not exist, or whose value can't be read, without the values: they may be secrets. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public class UnboundKeyAnalyzer extends AbstractFailureAnalyzer<BindException> {

    private static final String PREFIX = "health-events";

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
        if (!ConfigurationPropertyName.of(PREFIX).isAncestorOf(cause.getName())
                && !cause.getName().equals(ConfigurationPropertyName.of(PREFIX))) {
            return null;
        }
        UnboundConfigurationPropertiesException unbound =
                findCause(rootFailure, UnboundConfigurationPropertiesException.class);
        if (unbound != null) {
            String keys = unbound.getUnboundProperties().stream()
                    .map(property -> property.getName().toString())
                    .sorted(Comparator.naturalOrder())
                    .collect(Collectors.joining(", "));
            return new FailureAnalysis(
                    keys + ": there is no such key.", "Compare its spelling with docs/configuration.md.", cause);
        }
        return new FailureAnalysis(
                cause.getName() + " can't be read as "
                        + cause.getTarget().getType().resolve(Object.class).getSimpleName() + ": "
                        + rootReason(cause) + ".",
                "Write it as docs/configuration.md shows, for example 500ms for a Duration.",
                cause);
    }

    private static String rootReason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage();
    }
}
