package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The two jars that a build makes: what other applications build on, and what is run. */
class LibraryJarIT {

    private static final Path LIBRARY = Path.of("target/library/camel-health-events.jar");
    private static final Path RUN = Path.of("target/camel-health-events.jar");
    private static final long MEGABYTE = 1_000_000;

    @Test
    void theLibraryHasNothingThatChangesTheApplicationItIsPartOf() throws Exception {
        assertThat(names(LIBRARY))
                .noneMatch(name -> name.matches("application\\..*|static/.+|public/.+|templates/.+|db/migration/.*"))
                .noneMatch(name -> name.matches("loader.*|logback.*|routes/.+|BOOT-INF/.*"))
                .noneMatch(name -> name.matches("dev/healthevents/(config|ops|launch)/.*"));
    }

    @Test
    void springBootLoadsOfItOnlyWhatLeavesTheApplicationsDatabaseAlone() throws Exception {
        assertThat(text("META-INF/spring.factories"))
                .isEqualToIgnoringWhitespace("org.springframework.boot.env.EnvironmentPostProcessor=\\ "
                        + "dev.healthevents.camel.boot.OwnDatabase");
        assertThat(names(LIBRARY)).noneMatch(name -> name.startsWith("META-INF/spring/"));
    }

    @ParameterizedTest
    @CsvSource({
        "fhir-history, dev.healthevents.camel.source.FhirHistoryComponent",
        "dicom-changefeed, dev.healthevents.camel.source.DicomChangefeedComponent",
        "orthanc-changes, dev.healthevents.camel.source.OrthancChangesComponent",
        "dicomweb, dev.healthevents.camel.source.DicomwebComponent",
        "azure-eventgrid, dev.healthevents.camel.azure.eventgrid.EventGridComponent"
    })
    void camelsCatalogueReadsThem(String scheme, String component) throws Exception {
        try (URLClassLoader tool = new URLClassLoader(new URL[] {LIBRARY.toUri().toURL()}, null)) {
            CamelCatalog catalog = new DefaultCamelCatalog();
            catalog.getVersionManager().setClassLoader(tool);
            catalog.addComponent(scheme, component);
            assertThat(catalog.componentModel(scheme).getArtifactId()).isEqualTo("camel-health-events");
            assertThat(catalog.validateEndpointProperties(scheme + ":https://server.example.org/path?strat=now")
                            .getUnknown())
                    .containsExactly("strat");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fhir-history", "dicom-changefeed", "orthanc-changes", "azure-eventgrid"})
    void itsComponentsAndTheirCataloguesAreThere(String scheme) throws Exception {
        assertThat(names(LIBRARY))
                .contains("META-INF/services/org/apache/camel/component/" + scheme)
                .anyMatch(name -> name.endsWith("/" + scheme + ".json"));
        assertThat(text("META-INF/services/org/apache/camel/component.properties"))
                .contains(scheme);
    }

    @Test
    void sqliteIsThereForThePlatformsThatPeopleRunThisOn() throws Exception {
        List<String> libraries = names(LIBRARY).stream()
                .filter(name -> name.matches("org/sqlite/native/.+[^/]"))
                .map(name -> name.replaceFirst("org/sqlite/native/(.+)/.+", "$1"))
                .toList();
        assertThat(libraries)
                .containsExactlyInAnyOrder(
                        "Linux/x86_64",
                        "Linux/aarch64",
                        "Linux-Musl/x86_64",
                        "Linux-Musl/aarch64",
                        "Mac/x86_64",
                        "Mac/aarch64",
                        "Windows/x86_64",
                        "Windows/aarch64");
    }

    @Test
    void bothAreOfASizeThatPeopleLikeToFetch() throws Exception {
        assertThat(Files.size(LIBRARY)).isLessThan(8 * MEGABYTE);
        assertThat(Files.size(RUN)).isLessThan(115 * MEGABYTE);
    }

    /** {@link dev.healthevents.launch.PackageClassLoader} would not look for the first one. */
    @Test
    void noTwoJarsOfTheOneThatIsRunHaveOneClass() throws Exception {
        Map<String, String> jars = new HashMap<>();
        List<String> twice = new ArrayList<>();
        try (JarFile run = new JarFile(RUN.toFile())) {
            for (ZipEntry packed : run.stream()
                    .filter(entry -> entry.getName().matches("BOOT-INF/lib/.+\\.jar"))
                    .toList()) {
                try (ZipInputStream jar = new ZipInputStream(run.getInputStream(packed))) {
                    for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                        String name = entry.getName();
                        if (name.matches("(?!META-INF/).+/.+\\.class") && jars.put(name, packed.getName()) != null) {
                            twice.add(name + " in " + packed.getName());
                        }
                    }
                }
            }
        }
        assertThat(jars).hasSizeGreaterThan(10_000);
        assertThat(twice).isEmpty();
    }

    private static List<String> names(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile());
                Stream<? extends ZipEntry> entries = file.stream()) {
            return entries.map(ZipEntry::getName).toList();
        }
    }

    private static String text(String entry) throws IOException {
        try (JarFile file = new JarFile(LIBRARY.toFile())) {
            return new String(file.getInputStream(file.getEntry(entry)).readAllBytes());
        }
    }
}
