package dev.healthevents.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;

/**
 * What the build has seen in the jars of the application: for each the folders in which it has something, and by its
 * whole name what is in {@code META-INF} or in none. So a jar is opened only where it can have what is looked for.
 */
final class PackageIndex {

    /** Where the build puts it. */
    static final String NAME = "META-INF/packages.idx";

    private static final String META_INF = "META-INF/";
    private static final String VERSIONS = META_INF + "versions/";

    private PackageIndex() {}

    /**
     * Writes one down.
     *
     * @param args the file to write, and a class path; what is no jar is left out
     */
    public static void main(String[] args) throws IOException {
        Map<String, TreeSet<String>> jars = new TreeMap<>();
        for (String place : args[1].split(File.pathSeparator)) {
            if (place.endsWith(".jar")) {
                jars.computeIfAbsent(new File(place).getName(), any -> new TreeSet<>())
                        .addAll(keys(place));
            }
        }
        StringBuilder lines = new StringBuilder();
        jars.forEach((jar, keys) -> {
            lines.append(jar).append('\n');
            keys.forEach(key -> lines.append(' ').append(key).append('\n'));
        });
        Path file = Path.of(args[0]);
        Files.createDirectories(file.getParent());
        Files.writeString(file, lines);
    }

    private static List<String> keys(String jar) throws IOException {
        List<String> keys = new ArrayList<>();
        try (JarFile file = new JarFile(jar)) {
            file.stream().forEach(entry -> {
                String name = entry.getName();
                keys.add(key(name));
                int version = name.startsWith(VERSIONS) ? name.indexOf('/', VERSIONS.length()) : -1;
                if (version > 0 && version + 1 < name.length()) {
                    // A jar of several versions of Java has it under its plain name as well.
                    keys.add(key(name.substring(version + 1)));
                }
            });
        }
        return keys;
    }

    /** What is looked up of a path. */
    static String key(String path) {
        String name = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        int folder = name.startsWith(META_INF) ? -1 : name.lastIndexOf('/');
        return folder < 0 ? name : name.substring(0, folder);
    }

    /**
     * Reads one.
     *
     * @return the keys of each jar, by its file name
     */
    static Map<String, List<String>> read(InputStream in) throws IOException {
        Map<String, List<String>> jars = new HashMap<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8));
        List<String> keys = null;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(" ")) {
                keys.add(line.substring(1));
            } else {
                keys = new ArrayList<>();
                jars.put(line, keys);
            }
        }
        return jars;
    }
}
