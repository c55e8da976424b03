package dev.healthevents.soak;

import dev.healthevents.standin.eventgrid.EventGridTopic;
import dev.healthevents.standin.functions.FunctionsHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Lines of a log that have in them what no log may have. */
final class Leaks {

    private static final List<String> NEVER =
            List.of(Hospital.NAME, "Synthetic^P", EventGridTopic.KEY, FunctionsHost.FUNCTION_KEY);

    private Leaks() {}

    static List<String> in(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> NEVER.stream().anyMatch(line::contains)).toList();
        }
    }
}
