package dev.healthevents.standin.family;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Pages histories as LinuxForHealth's server does. Those of the system and of a type are its log of changes; each page with
 * an entry links on, and an empty one is the end. The history of a resource has numbered pages.
 *
 * @see <a href="https://github.com/LinuxForHealth/FHIR">LinuxForHealth/FHIR, FHIRRestHelper.doHistory,
 *     FHIRPersistenceUtil.parseSystemHistoryParameters and FetchResourceChangesDAO</a>
 */
final class LinuxForHealthPages {

    private static final List<String> TYPES = List.of("Observation", "Patient");
    private static final int LARGEST = 1000;

    /** A transaction has ended after 120 seconds, and clocks differ by two at most. */
    private static final Duration UNDER_WAY = Duration.ofSeconds(122);

    private static final Comparator<Version> BY_NUMBER = Comparator.comparing(Version::listed);
    private static final Comparator<Version> BY_TIME = Comparator.comparing(Version::time)
            .thenComparing(version -> TYPES.indexOf(version.type()))
            .thenComparing(BY_NUMBER);

    private final String base;
    private final FamilyEntries entries;

    /** @param base without a slash at its end */
    LinuxForHealthPages(String base, FamilyEntries entries) {
        this.base = base;
        this.entries = entries;
    }

    /** @param log all changes of the system or of a type */
    String changes(List<Version> log, FamilyQuery query, String path) {
        String sort = query.has("_sort") ? query.value("_sort") : "-_lastUpdated";
        if (!Set.of("-_lastUpdated", "_lastUpdated", "none").contains(sort)) {
            throw new FamilyQuery.Refused("The '_sort' parameter must be a '_lastUpdated', '-_lastUpdated' or 'none'");
        }
        boolean ofType = !path.equals("/fhir/_history");
        List<String> types = types(query);
        int asked = (int) query.whole("_count", 100);
        int count = asked < 0 ? 100 : Math.min(asked, LARGEST);
        Instant latest = query.value("_excludeTransactionTimeoutWindow").equalsIgnoreCase("true")
                ? Instant.now().minus(UNDER_WAY)
                : Instant.MAX;
        List<Version> page = log.stream()
                .filter(version -> ofType || types.contains(version.type()))
                .filter(version -> !version.time().isBefore(query.since())
                        && !version.time().isAfter(query.before())
                        && version.time().isBefore(latest))
                .filter(version -> isBehindMarker(version, query, sort))
                .sorted(order(sort))
                .limit(count)
                .toList();
        String next = base.replaceAll("/fhir$", "") + path + "?_count=" + count
                + (ofType ? "" : "&_type=" + String.join(",", types))
                + (latest == Instant.MAX ? "" : "&_excludeTransactionTimeoutWindow=true") + "&_sort=" + sort;
        return bundle(page, page.isEmpty() ? null : next + bounds(page, query, sort), null);
    }

    private static List<String> types(FamilyQuery query) {
        if (!query.has("_type")) {
            return TYPES;
        }
        List<String> types = List.of(query.value("_type").split("\\s*,\\s*"));
        if (!TYPES.containsAll(types)) {
            throw new FamilyQuery.Refused("_type parameter has invalid resource type: " + types);
        }
        return types;
    }

    /** By time the marker leaves out the one change that it names, and none that has the same time. */
    private static boolean isBehindMarker(Version version, FamilyQuery query, String sort) {
        long marker = query.whole("_changeIdMarker", 0);
        return sort.equals("none") ? version.listed() > marker : version.listed() != marker;
    }

    private static Comparator<Version> order(String sort) {
        return switch (sort) {
            case "none" -> BY_NUMBER;
            case "_lastUpdated" -> BY_TIME;
            default -> BY_TIME.reversed();
        };
    }

    private static String bounds(List<Version> page, FamilyQuery query, String sort) {
        Instant time = page.get(page.size() - 1).time();
        long marker = sort.equals("none")
                ? page.get(page.size() - 1).listed()
                // The first on the page with the time of the last.
                : page.stream()
                        .filter(version -> version.time().equals(time))
                        .findFirst()
                        .orElseThrow()
                        .listed();
        String since = query.has("_since") ? "&_since=" + query.since() : "";
        String before = query.has("_before") ? "&_before=" + query.before() : "";
        return switch (sort) {
            case "none" -> "&_changeIdMarker=" + marker + since + before;
            case "_lastUpdated" -> "&_since=" + time + before + "&_changeIdMarker=" + marker;
            default -> "&_before=" + time + since + "&_changeIdMarker=" + marker;
        };
    }

    /** @param newestFirst all versions of a resource */
    String versions(List<Version> newestFirst, FamilyQuery query, String path) {
        int count = (int) Math.min(query.whole("_count", 10), LARGEST);
        int number = (int) query.whole("_page", 1);
        List<Version> asked = newestFirst.stream()
                .filter(version -> !version.time().isBefore(query.since()))
                .toList();
        List<Version> page =
                asked.stream().skip((number - 1L) * count).limit(count).toList();
        String since = query.has("_since") ? "&_since=" + query.since() : "";
        String next = base.replaceAll("/fhir$", "") + path + "?_count=" + count + since + "&_page=" + (number + 1);
        return bundle(page, (long) number * count < asked.size() ? next : null, asked.size());
    }

    /** @param total {@code null} where it is not counted */
    private String bundle(List<Version> page, String next, Integer total) {
        boolean ofResource = total != null;
        return Stream.of(
                        "\"resourceType\":\"Bundle\",\"type\":\"history\"",
                        ofResource ? "\"total\":" + total : "",
                        next == null ? "" : "\"link\":[{\"relation\":\"next\",\"url\":\"" + next + "\"}]",
                        page.isEmpty()
                                ? ""
                                : page.stream()
                                        .map(version -> entries.linuxForHealth(version, base, ofResource))
                                        .collect(Collectors.joining(",", "\"entry\":[", "]")))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
