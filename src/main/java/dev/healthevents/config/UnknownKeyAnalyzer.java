package dev.healthevents.config;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says which keys do not exist and what they may have been meant for, without their values: they may be secrets. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public class UnknownKeyAnalyzer extends AbstractFailureAnalyzer<UnboundConfigurationPropertiesException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnboundConfigurationPropertiesException cause) {
        List<Unknown> unknown = cause.getUnboundProperties().stream()
                .map(Unknown::of)
                .sorted(Comparator.comparing(Unknown::written))
                .toList();
        String names = unknown.stream().map(Unknown::written).collect(Collectors.joining(", "));
        String meant =
                unknown.stream().flatMap(key -> key.meant().stream()).distinct().collect(Collectors.joining(", "));
        return new FailureAnalysis(
                names + (unknown.size() == 1 ? " is not a key." : " are not keys."),
                (meant.isEmpty() ? "Correct or remove it" : "Did you mean " + meant + "? If not, remove it")
                        + "; docs/configuration.md lists all keys.",
                cause);
    }

    /** A key or variable as somebody wrote it, and what it may have been meant for. */
    private record Unknown(String written, Optional<String> meant) {

        static Unknown of(ConfigurationProperty property) {
            Origin origin = property.getOrigin() instanceof PropertySourceOrigin wrapped
                    ? wrapped.getOrigin()
                    : property.getOrigin();
            if (origin instanceof EnvironmentVariables.Variable variable) {
                return new Unknown(
                        variable.name(), Spelling.nearest(variable.name(), VariableNames.like(variable.name())));
            }
            String key = property.getName().toString();
            return new Unknown(key, Spelling.nearestKey(key));
        }
    }
}
