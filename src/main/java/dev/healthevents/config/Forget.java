package dev.healthevents.config;

import dev.healthevents.state.Leftovers;
import dev.healthevents.state.StateDatabase;
import dev.healthevents.state.StateLook;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code --forget-source NAME} and {@code --forget-sink NAME}: removes from the state store what it holds of a source or a
 * sink that is not configured any more, while no bridge runs on it.
 */
public final class Forget {

    private static final CommandOption SOURCE = new CommandOption("--forget-source");
    private static final CommandOption SINK = new CommandOption("--forget-sink");

    private Forget() {}

    public static boolean isAskedFor(List<String> arguments) {
        return SOURCE.isIn(arguments) || SINK.isIn(arguments);
    }

    /**
     * @param arguments those of the bridge, and one of these options or more
     * @return 0 if all that was named is gone, else 1
     */
    public static int run(String[] arguments, PrintStream out) {
        List<String> others = new ArrayList<>(List.of(arguments));
        List<String> sources = takeAll(SOURCE, others);
        List<String> sinks = takeAll(SINK, others);
        if (sources.contains(null) || sinks.contains(null)) {
            out.println("Name the source or sink: java -jar camel-health-events.jar " + SOURCE.name() + " NAME, or "
                    + SINK.name() + " NAME");
            return 1;
        }
        return StateCommand.run(others, "Nothing was removed", out, properties -> {
            for (String name : sources) {
                if (properties.sources().containsKey(name)) {
                    return configured(out, Leftovers.Kind.SOURCE, name);
                }
            }
            for (String name : sinks) {
                if (properties.sinks().containsKey(name)) {
                    return configured(out, Leftovers.Kind.SINK, name);
                }
            }
            return forget(properties, sources, sinks, out);
        });
    }

    private static List<String> takeAll(CommandOption option, List<String> arguments) {
        List<String> values = new ArrayList<>();
        while (option.isIn(arguments)) {
            values.add(option.take(arguments));
        }
        return values;
    }

    private static int configured(PrintStream out, Leftovers.Kind kind, String name) {
        out.println("Nothing was removed: " + kind + " " + name + " is configured; take health-events." + kind + "s."
                + name + " out first.");
        return 1;
    }

    private static int forget(
            HealthEventsProperties properties, List<String> sources, List<String> sinks, PrintStream out) {
        StateProperties state = properties.state();
        StateLook.requireExisting(state.url());
        try (StateDatabase database = StateDatabase.open(state.url(), state.username(), state.password())) {
            boolean all = true;
            for (String name : sources) {
                all &= told(out, Leftovers.remove(database, Leftovers.Kind.SOURCE, name));
            }
            for (String name : sinks) {
                all &= told(out, Leftovers.remove(database, Leftovers.Kind.SINK, name));
            }
            return all ? 0 : 1;
        }
    }

    private static boolean told(PrintStream out, Leftovers gone) {
        boolean any = !gone.rows().isEmpty();
        out.println(
                any
                        ? "Of " + gone.kind() + " " + gone.name() + " was removed: " + gone.told() + "."
                        : "The state store holds nothing of a " + gone.kind() + " " + gone.name() + ".");
        return any;
    }

    /** What the state store holds of one that is not configured, with the way to remove it. */
    static String sentence(Leftovers left) {
        return "%1$s %2$s is not configured, but the state store holds %3$s of it; --forget-%1$s=%2$s removes that"
                .formatted(left.kind(), left.name(), left.told());
    }
}
