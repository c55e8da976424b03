package dev.healthevents.config;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a wrong configuration as a sentence, not as a stack trace. */
public class WrongConfigurationAnalyzer extends AbstractFailureAnalyzer<WrongConfigurationException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, WrongConfigurationException cause) {
        return new FailureAnalysis(sentence(cause.getMessage()), sentence(cause.mend()), cause);
    }

    private static String sentence(String words) {
        return words.replaceFirst("\\.*$", ".");
    }
}
