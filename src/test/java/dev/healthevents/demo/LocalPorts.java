package dev.healthevents.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Who listens where, as Linux lists it in {@code /proc/net/tcp}. */
final class LocalPorts {

    private static final String LISTENING = "0A";
    private static final List<String> LOOPBACK =
            List.of("0100007F", "00000000000000000000000001000000", "0000000000000000FFFF00000100007F");

    private LocalPorts() {}

    /** The addresses, as the kernel writes them, at which one of these ports is open to more than this machine. */
    static List<String> beyondLoopback(List<Integer> ports) {
        List<String> open = new ArrayList<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (String line : lines(Path.of(table))) {
                String[] columns = line.strip().split("\\s+");
                String[] address = columns[1].split(":");
                boolean ours = address.length == 2
                        && LISTENING.equals(columns[3])
                        && ports.contains(Integer.parseInt(address[1], 16));
                if (ours && !LOOPBACK.contains(address[0])) {
                    open.add(columns[1]);
                }
            }
        }
        return open;
    }

    private static List<String> lines(Path table) {
        try {
            List<String> lines = Files.exists(table) ? Files.readAllLines(table) : List.of();
            return lines.subList(Math.min(1, lines.size()), lines.size());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + table, e);
        }
    }
}
