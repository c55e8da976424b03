package dev.healthevents.config;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says where a configuration file is no YAML, without showing that place: there may be a secret in it. */
public class BrokenYamlAnalyzer extends AbstractFailureAnalyzer<MarkedYAMLException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MarkedYAMLException cause) {
        String place = cause.getProblemMark() == null
                ? ""
                : " in line " + (cause.getProblemMark().getLine() + 1) + ", column "
                        + (cause.getProblemMark().getColumn() + 1);
        return new FailureAnalysis(
                "application.yaml is no YAML: " + cause.getProblem() + place + ".",
                "Correct that place; a value with : or # or a tab in it needs quotes, and indentation is spaces.",
                cause);
    }
}
