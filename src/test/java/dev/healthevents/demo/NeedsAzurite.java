package dev.healthevents.demo;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests against a real Azurite. Where there is no node to run it, or it can't be fetched, they do not run, and that is said
 * loudly; with the variable {@code CI} set to {@code true} it is a failure.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsAzurite.Condition.class)
public @interface NeedsAzurite {

    /** Fetches Azurite before the first test. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            try {
                NpmPackage.AZURITE.fetch();
                return ConditionEvaluationResult.enabled("Azurite is there");
            } catch (NpmPackage.Missing e) {
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
