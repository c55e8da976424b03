package dev.healthevents.soak;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Classes of the bridge that are changed on purpose, in a folder that its JVM looks into before it looks into the jar. */
final class Patch {

    private static final Path SOURCES = Path.of("src/main/java/dev/healthevents");

    private final Path sources;
    private final Path classes;

    /** @param directory for the changed sources and classes */
    private Patch(Path directory) throws IOException {
        sources = Files.createDirectories(directory.resolve("sources"));
        classes = Files.createDirectories(directory.resolve("classes"));
    }

    /** With a clock that can be set off, and nothing else that differs. */
    static Patch ofClock(Path directory) throws IOException {
        Patch patch = new Patch(directory);
        patch.replace(
                "config/HealthEventsConfiguration.java",
                "Clock.systemUTC()",
                "new " + SetOffClock.class.getName() + "()");
        Path clock = patch.classes.resolve(SetOffClock.class.getName().replace('.', '/') + ".class");
        Files.createDirectories(clock.getParent());
        Files.copy(
                Patch.class.getResourceAsStream(SetOffClock.class.getSimpleName() + ".class"),
                clock,
                StandardCopyOption.REPLACE_EXISTING);
        return patch;
    }

    /**
     * Changes a source and compiles it.
     *
     * @param source below {@code dev/healthevents}
     * @param text what is there once
     * @throws IllegalStateException if it is not there, or does not compile changed
     */
    Patch replace(String source, String text, String other) throws IOException {
        Path changed = sources.resolve(source);
        String before = Files.readString(Files.exists(changed) ? changed : SOURCES.resolve(source));
        if (before.split(Pattern.quote(text), -1).length != 2) {
            throw new IllegalStateException(source + " does not have this once: " + text);
        }
        Files.createDirectories(changed.getParent());
        Files.writeString(changed, before.replace(text, other));
        compile(changed);
        return this;
    }

    /** The option of the bridge's JVM. */
    String option() {
        return "-Dloader.path=" + classes.toAbsolutePath();
    }

    private void compile(Path changed) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String path = "target/test-classes" + File.pathSeparator + "target/classes" + File.pathSeparator
                + System.getProperty("java.class.path");
        List<String> options =
                List.of("-proc:none", "-parameters", "-nowarn", "-d", classes.toString(), "-classpath", path);
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(changed))
                    .call();
            if (!compiled) {
                throw new IllegalStateException(changed + " does not compile");
            }
        }
    }
}
