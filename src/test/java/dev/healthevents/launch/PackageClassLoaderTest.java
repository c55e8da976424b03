package dev.healthevents.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageClassLoaderTest {

    @TempDir
    Path folder;

    @Test
    void aClassIsTakenFromTheFirstPlaceThatHasIt() throws Exception {
        Class<?> loaded = loader(jar("a.jar", "1"), jar("b.jar", "2")).loadClass("some.Clinic");

        assertThat(loaded.getDeclaredConstructor().newInstance()).hasToString("1");
    }

    @Test
    void aClassIsTakenFromAFolder() throws Exception {
        Class<?> loaded = loader(classes("3").toUri().toURL()).loadClass("some.Clinic");

        assertThat(loaded.getDeclaredConstructor().newInstance()).hasToString("3");
    }

    @Test
    void aClassIsTakenFromAJarThatIsNamedAsOne() throws Exception {
        Class<?> loaded = loader(new URL("jar:" + jar("a.jar", "4") + "!/")).loadClass("some.Clinic");

        assertThat(loaded.getDeclaredConstructor().newInstance()).hasToString("4");
    }

    @Test
    void aPackageHasTheVersionThatItsJarTells() throws Exception {
        Class<?> loaded = loader(jar("a.jar", "1")).loadClass("some.Clinic");

        assertThat(loaded.getPackage().getImplementationVersion()).isEqualTo("1");
    }

    @Test
    void aClassSaysWhichJarItIsFrom() throws Exception {
        URL jar = jar("a.jar", "1");

        assertThat(loader(jar)
                        .loadClass("some.Clinic")
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation())
                .isEqualTo(jar);
    }

    @Test
    void aResourceIsFoundInEachPlaceThatHasItInTheirOrder() throws Exception {
        PackageClassLoader loader = loader(jar("a.jar", "1"), jar("b.jar", "2"));

        assertThat(Collections.list(loader.getResources("some/version.txt")))
                .extracting(PackageClassLoaderTest::text)
                .containsExactly("1", "2");
        assertThat(text(loader.getResource("some/version.txt"))).isEqualTo("1");
    }

    @Test
    void aClassThatIsNowhereIsNotFound() throws Exception {
        PackageClassLoader loader = loader(jar("a.jar", "1"));

        assertThatThrownBy(() -> loader.loadClass("some.Other")).isInstanceOf(ClassNotFoundException.class);
        assertThat(loader.getResource("some/other.txt")).isNull();
    }

    @Test
    void whatIsNoJarHoldsUpNoOther() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.jar"), "no jar");

        assertThat(loader(broken.toUri().toURL(), jar("a.jar", "1")).loadClass("some.Clinic"))
                .isNotNull();
    }

    private static PackageClassLoader loader(URL... places) {
        return new PackageClassLoader(new URLClassLoader(places, ClassLoader.getPlatformClassLoader()));
    }

    private URL jar(String name, String version) throws IOException {
        Path classes = classes(version);
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        Path jar = folder.resolve(name);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (String path : new String[] {"some/Clinic.class", "some/version.txt"}) {
                out.putNextEntry(new JarEntry(path));
                Files.copy(classes.resolve(path), out);
            }
        }
        return jar.toUri().toURL();
    }

    private Path classes(String version) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes-" + version));
        Path source = Files.writeString(
                folder.resolve("Clinic.java"),
                "package some; public class Clinic { public String toString() { return \"" + version + "\"; } }");
        int failed =
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), source.toString());
        assertThat(failed).isZero();
        Files.writeString(classes.resolve("some/version.txt"), version);
        return classes;
    }

    private static String text(URL url) {
        try (var in = url.openStream()) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
