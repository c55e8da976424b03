package dev.healthevents.camel.routes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        own().forEach(path -> own(path).ifPresent(file -> files.put(file.name(), file)));
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
        List<Path> overlooked = new ArrayList<>(
                list(directory, path -> path.toString().matches(".*(?<!\\.test)\\.ya?ml") && !isNamedAsRoutes(path)));
        paths(directory, path -> Files.isDirectory(path) && Files.isReadable(path) && !isHidden(path))
                .forEach(below -> overlooked.addAll(list(below, RouteFiles::isNamedAsRoutes)));
        return overlooked;
    }

    private List<Path> own() {
        return list(directory, RouteFiles::isNamedAsRoutes);
    }

    private static boolean isNamedAsRoutes(Path path) {
        return path.toString().endsWith(RouteFile.SUFFIX);
    }

    /** Editors and file systems keep copies and locks of their own under such names. */
    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    private static List<Path> list(Path in, Predicate<Path> wanted) {
        return paths(in, path -> Files.isRegularFile(path) && !isHidden(path) && wanted.test(path));
    }

    private static List<Path> paths(Path in, Predicate<Path> wanted) {
        if (!Files.isDirectory(in)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(in)) {
            return paths.filter(wanted).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(in + " can't be read", e);
        }
    }

    /** Empty if it has gone since it was listed. */
    private static Optional<RouteFile> own(Path path) {
        String name = path.getFileName().toString();
        try {
            return Optional.of(new RouteFile(name, path.toString(), true, Files.readString(path)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(new RouteFile(name, path.toString(), true, null));
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
