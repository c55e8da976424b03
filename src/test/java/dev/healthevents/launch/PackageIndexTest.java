package dev.healthevents.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageIndexTest {

    @TempDir
    Path folder;

    @Test
    void classesAndResourcesAreKnownByTheirFolder() throws IOException {
        assertThat(index("org/clinic/Bed.class", "org/clinic/Ward.class", "org/clinic/beds.txt"))
                .containsExactly("org/clinic");
    }

    @Test
    void whatIsInMetaInfIsKnownByItsName() throws IOException {
        assertThat(index("META-INF/MANIFEST.MF", "META-INF/services/org.clinic.Bed"))
                .containsExactly("META-INF/MANIFEST.MF", "META-INF/services/org.clinic.Bed");
    }

    @Test
    void whatIsInNoFolderIsKnownByItsName() throws IOException {
        assertThat(index("logback.xml")).containsExactly("logback.xml");
    }

    @Test
    void aFolderIsInTheOneAboveIt() throws IOException {
        assertThat(index("org/clinic/beds/")).containsExactly("org/clinic");
        assertThat(PackageIndex.key("org/clinic/beds"))
                .isEqualTo(PackageIndex.key("org/clinic/beds/"))
                .isEqualTo("org/clinic");
    }

    @Test
    void whatIsForLaterVersionsOfJavaIsKnownByItsPlainNameToo() throws IOException {
        assertThat(index("META-INF/versions/11/org/clinic/later/Bed.class"))
                .containsExactly("META-INF/versions/11/org/clinic/later/Bed.class", "org/clinic/later");
    }

    @Test
    void jarsAreToldApart() throws IOException {
        Map<String, List<String>> index = read(
                jar("beds.jar", "org/clinic/Bed.class").toString(),
                folder.toString(),
                jar("wards.jar", "org/ward/Ward.class").toString());

        assertThat(index)
                .containsOnly(
                        Map.entry("beds.jar", List.of("org/clinic")), Map.entry("wards.jar", List.of("org/ward")));
    }

    private List<String> index(String... entries) throws IOException {
        return read(jar("clinic.jar", entries).toString()).get("clinic.jar");
    }

    private Map<String, List<String>> read(String... places) throws IOException {
        Path file = folder.resolve("META-INF/packages.idx");
        PackageIndex.main(new String[] {file.toString(), String.join(System.getProperty("path.separator"), places)});
        try (InputStream in = Files.newInputStream(file)) {
            return PackageIndex.read(in);
        }
    }

    private Path jar(String name, String... entries) throws IOException {
        Path jar = folder.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String entry : entries) {
                out.putNextEntry(new JarEntry(entry));
            }
        }
        return jar;
    }
}
