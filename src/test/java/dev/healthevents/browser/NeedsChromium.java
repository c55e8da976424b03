package dev.healthevents.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests in a real browser. Where none is installed they do not run, and that is said loudly; with the variable
 * {@code CI} set to {@code true} it is a failure.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsChromium.Condition.class)
public @interface NeedsChromium {

    /** Looks for the browser before the first test. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            try {
                Chromium.browser();
                Chromium.driver();
                return ConditionEvaluationResult.enabled("Chromium is there");
            } catch (Chromium.Missing e) {
                String tests = context.getRequiredTestClass().getSimpleName();
                String message = "THE TESTS OF " + tests + " DID NOT RUN. " + e.getMessage();
                if ("true".equals(System.getenv("CI"))) {
                    throw new IllegalStateException(message, e);
                }
                System.err.println("=".repeat(100) + "\n" + message + "\n" + "=".repeat(100));
                return ConditionEvaluationResult.disabled(message);
            }
        }
    }
}
