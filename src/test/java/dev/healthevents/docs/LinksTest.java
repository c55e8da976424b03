package dev.healthevents.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever follows a link of the documentation arrives. */
class LinksTest {

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    static List<Page> pages() {
        return Page.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkWithinTheRepositoryLeadsToAFileAndItsHeading(Page page) {
        assertThat(links(page).filter(link -> !arrives(page, link))).isEmpty();
    }

    @Test
    void everyPageCanBeReachedFromTheReadme() {
        Set<Path> reached = new HashSet<>();
        reach(Path.of("README.md"), reached);
        assertThat(Page.all().stream()
                        .map(Page::path)
                        .filter(path -> !path.startsWith("docs/decisions"))
                        .filter(path -> !Set.of("CHANGELOG.md").contains(path.toString())))
                .isSubsetOf(reached);
    }

    private static void reach(Path path, Set<Path> reached) {
        if (path.toString().endsWith(".md") && reached.add(path)) {
            links(Page.of(path)).forEach(link -> reach(target(path, link), reached));
        }
    }

    private static Stream<String> links(Page page) {
        return LINK.matcher(page.prose())
                .results()
                .map(found -> found.group(1))
                .filter(link -> !link.matches("https?:.*"));
    }

    private static boolean arrives(Page page, String link) {
        Path target = target(page.path(), link);
        String heading = link.contains("#") ? link.substring(link.indexOf('#') + 1) : null;
        return Files.exists(target)
                && (heading == null || headings(Page.of(target)).contains(heading));
    }

    private static Path target(Path page, String link) {
        String file = link.replaceFirst("#.*", "");
        Path root = Path.of("").toAbsolutePath();
        return file.isEmpty()
                ? page
                : root.relativize(page.toAbsolutePath().resolveSibling(file).normalize());
    }

    /** As GitHub makes names of headings. */
    private static Set<String> headings(Page page) {
        return HEADING.matcher(page.prose())
                .results()
                .map(found -> found.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
