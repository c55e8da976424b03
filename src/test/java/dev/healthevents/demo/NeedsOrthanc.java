package dev.healthevents.demo;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests against a real Orthanc. Where there is none to be had they do not run, and that is said loudly; with the
 * variable {@code CI} set to {@code true} it is a failure.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsOrthanc.Condition.class)
public @interface NeedsOrthanc {

    /** Whether its plug-in for PostgreSQL is needed as well. */
    boolean postgresql() default false;

    /** Whether its plug-in for DICOMweb is needed as well. */
    boolean dicomWeb() default false;

    /** Fetches Orthanc before the first test. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            Class<?> tested = context.getRequiredTestClass();
            try {
                NeedsOrthanc needs = tested.getAnnotation(NeedsOrthanc.class);
                List<String> plugins = new ArrayList<>();
                if (needs.postgresql()) {
                    plugins.add(OrthancPackages.POSTGRESQL_INDEX);
                }
                if (needs.dicomWeb()) {
                    plugins.add(OrthancPackages.DICOMWEB);
                }
                new OrthancPackages().fetch(plugins);
                return ConditionEvaluationResult.enabled("Orthanc is there");
            } catch (OrthancPackages.Missing e) {
                String message = "THE TESTS OF " + tested.getSimpleName() + " DID NOT RUN. " + e.getMessage();
                if ("true".equals(System.getenv("CI"))) {
                    throw new IllegalStateException(message, e);
                }
                System.err.println("=".repeat(100) + "\n" + message + "\n" + "=".repeat(100));
                return ConditionEvaluationResult.disabled(message);
            }
        }
    }
}
