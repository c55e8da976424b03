package dev.healthevents.bridge;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;

/** The applications under {@code src/it}, built once against the library that the build has just made. */
final class OwnApplications {

    private static final Path OUTPUT = Path.of("target/own-applications").toAbsolutePath();
    private static final Path LIBRARY = Path.of("target/library/camel-health-events.jar");
    private static final String ARTIFACT = "dev/healthevents/camel-health-events";

    private static boolean built;

    private OwnApplications() {}

    /** The class path that runs one, in the form that {@code java -cp} takes. */
    static synchronized String classPath(String application) throws Exception {
        if (!built) {
            build();
            built = true;
        }
        Path of = OUTPUT.resolve(application);
        return of.resolve("classes") + File.pathSeparator + Files.readString(of.resolve("class-path"));
    }

    private static void build() throws Exception {
        Files.createDirectories(OUTPUT);
        String version = install();
        List<String> command = new ArrayList<>(List.of(
                Path.of("mvnw").toAbsolutePath().toString(),
                "-B",
                "-q",
                "-ntp",
                "-f",
                "src/it/pom.xml",
                "-Dhealth-events.version=" + version,
                "-Doutput.directory=" + OUTPUT,
                "-Dmaven.repo.local=" + repository(),
                "-Dmaven.repo.local.tail=" + usual(),
                "process-classes"));
        if (Boolean.getBoolean("maven.offline")) {
            command.add("-o");
        }
        Path log = OUTPUT.resolve("build.log");
        ProcessBuilder maven =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process running = maven.start();
        if (!running.waitFor(10, TimeUnit.MINUTES) || running.exitValue() != 0) {
            running.destroyForcibly();
            throw new IllegalStateException("The applications in src/it can't be built; see " + log);
        }
    }

    /** Puts the library where Maven installs, but in front of what the machine has, to leave that alone. */
    private static String install() throws IOException {
        String version = version();
        Path folder = Files.createDirectories(repository().resolve(ARTIFACT).resolve(version));
        String file = "camel-health-events-" + version;
        Files.copy(LIBRARY, folder.resolve(file + ".jar"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(Path.of("pom.xml"), folder.resolve(file + ".pom"), StandardCopyOption.REPLACE_EXISTING);
        return version;
    }

    private static String version() throws IOException {
        try (JarFile jar = new JarFile(LIBRARY.toFile())) {
            Properties properties = new Properties();
            properties.load(jar.getInputStream(
                    jar.getEntry("META-INF/maven/dev.healthevents/camel-health-events/pom.properties")));
            return properties.getProperty("version");
        }
    }

    private static Path repository() {
        return OUTPUT.resolve("repository");
    }

    /** Surefire and Failsafe call it localRepository. */
    private static String usual() {
        String home =
                Path.of(System.getProperty("user.home"), ".m2", "repository").toString();
        return System.getProperty("maven.repo.local", System.getProperty("localRepository", home));
    }
}
