package dev.healthevents.config;

import dev.healthevents.state.StateCopy;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code --backup FILE}: copies the state store that is configured, also while a bridge runs on it. */
public final class Backup {

    private static final CommandOption OPTION = new CommandOption("--backup");

    private Backup() {}

    public static boolean isAskedFor(List<String> arguments) {
        return OPTION.isIn(arguments);
    }

    /**
     * @param arguments those of the bridge, and {@code --backup FILE} or {@code --backup=FILE} among them
     * @return 0 if the copy is there, else 1
     */
    public static int run(String[] arguments, PrintStream out) {
        List<String> others = new ArrayList<>(List.of(arguments));
        String file = OPTION.take(others);
        if (file == null) {
            out.println("Name the file to make: java -jar camel-health-events.jar " + OPTION.name()
                    + " health-events-backup.db");
            return 1;
        }
        return StateCommand.run(others, "No backup was made", out, properties -> {
            try {
                out.println(StateCopy.of(properties.state().url(), Path.of(file)));
                return 0;
            } catch (InvalidPathException e) {
                out.println("No backup was made: " + file + " is no path.");
                return 1;
            }
        });
    }
}
