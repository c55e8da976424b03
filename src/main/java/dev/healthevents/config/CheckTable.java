package dev.healthevents.config;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;

/** Prints what works and what does not, each line as soon as it is known. */
final class CheckTable {

    private static final String MEND = "mend";

    private final PrintStream out;
    private final int width;
    private int rows;
    private int failures;

    /** @param names of all rows, so that they stand below each other */
    CheckTable(PrintStream out, List<String> names) {
        this.out = out;
        this.width = names.stream().mapToInt(String::length).max().orElse(0);
    }

    /** @param attempt what was found, or a {@link WrongConfigurationException} with the mend */
    void row(String name, Supplier<String> attempt) {
        rows++;
        out.printf("%-" + width + "s  ", name);
        out.flush();
        try {
            out.println("works  " + attempt.get());
        } catch (WrongConfigurationException e) {
            failures++;
            out.println("FAILS  " + e.getMessage());
            out.printf("%-" + width + "s  %-5s  %s%n", "", MEND, e.mend());
        } catch (RuntimeException e) {
            failures++;
            out.println("FAILS  unexpectedly: " + e);
        }
        out.flush();
    }

    boolean allWork() {
        return failures == 0;
    }

    /** @return the exit code */
    int end() {
        out.println(failures == 0 ? "All " + rows + " work." : failures + " of " + rows + " do not work.");
        return failures == 0 ? 0 : 1;
    }
}
