package dev.healthevents.standin;

import dev.healthevents.standin.HistoryEntry.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An endless, always equal sequence of changes: 45 % Patient, 45 % Observation, 10 % DELETE. Every twenty changes
 * concern thirteen new resources; no state is needed to know any of them.
 */
final class Mix {

    private static final int FIRST_ID = 1000;
    private static final int RESOURCES = 13;
    private static final List<Step> STEPS =
            steps("P0c O6c P1c O7c P0u O8c P2c O6u P3c O9c " + "P1u P2d O10c P4c O7u P0u O11c P5c O12c O8d");

    private record Step(String type, int resource, int version, Operation operation) {}

    private Mix() {}

    static Write write(long index) {
        Step step = STEPS.get((int) (index % STEPS.size()));
        return new Write(step.operation(), step.type(), Integer.toString(id(index, step)));
    }

    /** Appends the changes 0 to {@code changes - 1}, spread evenly over the time from..to (epoch milliseconds). */
    static void fill(Ledger ledger, int changes, long from, long to) {
        for (int i = 0; i < changes; i++) {
            Step step = STEPS.get(i % STEPS.size());
            long time = from + (long) ((to - from) * ((double) i / changes));
            ledger.append(step.type(), id(i, step), step.version(), step.operation(), time);
        }
    }

    private static int id(long index, Step step) {
        return FIRST_ID + (int) (index / STEPS.size()) * RESOURCES + step.resource();
    }

    private static List<Step> steps(String pattern) {
        Map<String, Integer> versions = new HashMap<>();
        List<Step> steps = new ArrayList<>();
        for (String word : pattern.split(" ")) {
            String type = word.startsWith("P") ? "Patient" : "Observation";
            String resource = word.substring(1, word.length() - 1);
            Operation operation =
                    word.endsWith("c") ? Operation.CREATE : word.endsWith("u") ? Operation.UPDATE : Operation.DELETE;
            int version = versions.merge(resource, 1, Integer::sum);
            steps.add(new Step(type, Integer.parseInt(resource), version, operation));
        }
        return List.copyOf(steps);
    }
}
