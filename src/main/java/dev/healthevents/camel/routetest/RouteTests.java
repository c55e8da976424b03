package dev.healthevents.camel.routetest;

import dev.healthevents.camel.routes.BrokenRouteException;
import dev.healthevents.camel.yaml.WrongYamlException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Runs all tests of a directory and those below it, and tells in a line a case how each went. */
public final class RouteTests {

    private final Path directory;
    private final PrintStream out;
    private int cases;
    private int failures;

    /**
     * @param directory each directory in it that holds a file of tests is a routes directory of its own, as is it itself
     * @param out gets the lines
     */
    public RouteTests(Path directory, PrintStream out) {
        this.directory = directory;
        this.out = out;
    }

    /** @return whether there were any, and all went well */
    public boolean run() throws IOException {
        if (!Files.isDirectory(directory)) {
            out.println(directory + " is no directory: name the one with the routes and their tests.");
            return false;
        }
        List<Path> files = files();
        if (files.isEmpty()) {
            out.println("No tests in " + directory + ": put a file such as health-events" + RouteTestFile.SUFFIX
                    + " beside the routes.");
            return false;
        }
        for (Path file : files) {
            run(file);
        }
        out.println(cases + (cases == 1 ? " case, " : " cases, ") + failures + " failed.");
        return failures == 0;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> found = Files.walk(directory)) {
            return found.filter(file -> file.toString().endsWith(RouteTestFile.SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    private void run(Path path) throws IOException {
        out.println(path);
        RouteTestFile file;
        try {
            file = RouteTestFile.parse(Files.readString(path));
        } catch (WrongYamlException | IOException e) {
            tell("The test can't be read", List.of(String.valueOf(e.getMessage())));
            return;
        }
        for (RouteTestCase test : file.cases()) {
            tell(test.name(), differences(file, test, path.toAbsolutePath().getParent()));
        }
    }

    private static List<String> differences(RouteTestFile file, RouteTestCase test, Path routes) throws IOException {
        Path scratch = Files.createTempDirectory("route-test");
        try {
            return new CaseRun(file, test).differences(routes, scratch);
        } catch (BrokenRouteException e) {
            return List.of("The routes can't be used: " + e.getMessage()
                    + (e.getMessage().contains(": No sink '") ? "; in a test, name it in 'sinks' or 'expect'" : ""));
        } finally {
            delete(scratch);
        }
    }

    private static void delete(Path scratch) throws IOException {
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void tell(String name, List<String> differences) {
        cases++;
        out.println((differences.isEmpty() ? "  ok    " : "  FAIL  ") + name);
        differences.forEach(difference -> out.println("          " + difference));
        if (!differences.isEmpty()) {
            failures++;
        }
    }
}
