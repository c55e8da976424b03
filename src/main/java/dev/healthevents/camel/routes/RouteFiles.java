package dev.healthevents.camel.routes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which route files there are: the bundled ones, and those of the integration team, which come first. */
public final class RouteFiles {

    private final Path directory;
    private final Map<String, RouteFile> bundled = new LinkedHashMap<>();

    /**
     * @param directory of the integration team; need not exist
     * @param bundled names of the bundled files, in the order to load them
     */
    public RouteFiles(Path directory, List<String> bundled) {
        this.directory = directory;
        bundled.forEach(name -> this.bundled.put(name, bundled(name)));
    }

    /** All files as they are now, by name, in the order to load them. */
    public Map<String, RouteFile> read() {
        Map<String, RouteFile> files = new LinkedHashMap<>(bundled);
        own().forEach(path -> files.put(path.getFileName().toString(), own(path)));
        return files;
    }

    /**
     * The bundled files, and in place of the integration team's now those of another time.
     *
     * @param contents of the integration team's files, by their names
     */
    Map<String, RouteFile> withCopies(Map<String, String> contents) {
        Map<String, RouteFile> files = new LinkedHashMap<>(bundled);
        contents.forEach((name, content) ->
                files.put(name, new RouteFile(name, directory.resolve(name).toString(), true, content)));
        return files;
    }

    /** Files that look as if they were meant as routes, but are not read; tests of routes may lie beside them. */
    List<Path> overlooked() {
        return list(path -> path.toString().matches(".*(?<!\\.test)\\.ya?ml")
                && !path.toString().endsWith(RouteFile.SUFFIX));
    }

    private List<Path> own() {
        return list(path -> path.toString().endsWith(RouteFile.SUFFIX));
    }

    private List<Path> list(Predicate<Path> wanted) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.filter(Files::isRegularFile).filter(wanted).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " can't be read", e);
        }
    }

    private static RouteFile own(Path path) {
        try {
            return new RouteFile(path.getFileName().toString(), path.toString(), true, Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(path + " can't be read", e);
        }
    }

    private static RouteFile bundled(String name) {
        try (InputStream content = RouteFiles.class.getResourceAsStream("/routes/" + name)) {
            return new RouteFile(
                    name, "bundled " + name, false, new String(content.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The bundled " + name + " can't be read", e);
        }
    }
}
