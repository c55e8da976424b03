package dev.healthevents.bridge;

import dev.healthevents.docs.Compatibility;
import dev.healthevents.source.SourceStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A server as the bridge found it, for docs/compatibility.md.
 *
 * @param name of the row
 * @param testedAs real or a stand-in
 * @param version as the server says it
 */
record FoundServer(String name, String testedAs, String version) {

    private static final Pattern SOFTWARE = Pattern.compile("^\\S+ \\(.*?([\\d.]+)\\): ");

    /** @param changes of one resource, which was created, changed and, where that can be seen, deleted */
    void is(SourceStatus source, List<String> changes) throws IOException {
        String found = source.capabilities();
        Compatibility.fhir(name, testedAs, version)
                .is(
                        history(found),
                        windows(found),
                        found.contains("_elements accepted") ? "honoured" : "not honoured",
                        versions(changes),
                        kinds(changes.stream().map(change -> change.replaceFirst(".* ", ""))));
    }

    static String version(SourceStatus source) {
        Matcher software = SOFTWARE.matcher(source.capabilities());
        return software.find() ? software.group(1) : "";
    }

    /** What was announced of images, in words. */
    static String events(Path file) throws IOException {
        return kinds(Files.readAllLines(file).stream()
                .map(line -> line.replaceFirst(".*\"Microsoft.HealthcareApis.DicomImage(\\w+)\".*", "$1")));
    }

    /** How a source of images is read, without where. */
    static String reading(SourceStatus source) {
        return source.capabilities().replaceFirst("^(?:Orthanc .* known,|\\S+:) ", "");
    }

    static String imageVersion(SourceStatus source) {
        Matcher version = Pattern.compile("Orthanc ([\\d.]*\\d)").matcher(source.capabilities());
        return version.find() ? version.group(1) : "";
    }

    private static String history(String found) {
        return found.contains("history of the whole system")
                ? "system"
                : found.contains("histories of") ? "type" : "search, deletes can't be seen";
    }

    private static String windows(String found) {
        Matcher honoured =
                Pattern.compile("closed windows \\(([^)]+)\\) honoured").matcher(found);
        return honoured.find() ? "`" + honoured.group(1).replace(" and ", "`, `") + "`" : "none";
    }

    private static String versions(List<String> changes) {
        List<String> versions = changes.stream()
                .map(change -> change.replaceFirst(".*/_history/", "").replaceFirst(" .*", ""))
                .toList();
        if (versions.stream().anyMatch(version -> !version.matches("\\d+"))) {
            return "no numbers, so in `fhirversion`";
        }
        return versions.contains("1") ? "1, 2, 3" : "numbers across resources";
    }

    private static String kinds(Stream<String> events) {
        return events.map(kind -> kind.toLowerCase(Locale.ROOT)).collect(Collectors.toCollection(TreeSet::new)).stream()
                .sorted((a, b) -> order(a) - order(b))
                .collect(Collectors.joining(", "));
    }

    private static int order(String kind) {
        return List.of("created", "updated", "deleted").indexOf(kind);
    }
}
