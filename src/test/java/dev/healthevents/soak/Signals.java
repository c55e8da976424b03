package dev.healthevents.soak;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Signals to processes and all that they have started. */
final class Signals {

    private Signals() {}

    static void send(String signal, long pid) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", signal));
        tree(pid).map(ProcessHandle::pid).map(String::valueOf).forEach(command::add);
        // One of them may have ended by itself meanwhile, which is no matter here.
        new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    static void kill(long pid) throws Exception {
        List<ProcessHandle> tree = tree(pid).toList();
        send("-KILL", pid);
        for (ProcessHandle process : tree) {
            process.onExit().get(1, TimeUnit.MINUTES);
        }
    }

    private static Stream<ProcessHandle> tree(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()));
    }
}
