package dev.healthevents.standin.family;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Pages lists as each family does, and writes the Bundles; LinuxForHealth's has histories of another kind. */
final class FamilyPages {

    /** A link of Blaze's is good for an hour; here for this many links that come after it. */
    private static final int LINKS_KEPT = 500;

    private final Family family;
    private final String base;
    private final FamilyEntries entries;
    private final Map<String, List<Version>> kept = new LinkedHashMap<>();
    private final Map<String, Integer> sizes = new ConcurrentHashMap<>();

    FamilyPages(Family family, String base) {
        this.family = family;
        this.base = base;
        this.entries = new FamilyEntries(family);
    }

    /**
     * A page of a history.
     *
     * @param newestFirst all of the list
     * @return nothing where the link has expired
     */
    Optional<String> history(List<Version> newestFirst, FamilyQuery query, String path) {
        if (query.has("__page")) {
            return kept(query.value("__page"), path);
        }
        Instant before = query.before();
        if (family == Family.MICROSOFT && query.has("_before") && before.isAfter(Instant.now())) {
            throw new FamilyQuery.Refused("Parameter _before cannot a be a value in the future");
        }
        boolean bounded = family == Family.MICROSOFT;
        List<Version> asked = newestFirst.stream()
                .filter(version -> !version.time().isBefore(query.since()))
                .filter(version -> !bounded || version.time().isBefore(before))
                .filter(version -> afterKey(version, query))
                .toList();
        int wanted = query.number("_count", 10);
        int count = Math.min(wanted, family.largestPage());
        int skip = query.number("_skip", 0);
        List<Version> rest = asked.subList(Math.min(skip, asked.size()), asked.size());
        List<Version> page = rest.subList(0, Math.min(count, rest.size()));
        List<String> listed = new ArrayList<>();
        if (family == Family.MICROSOFT && wanted > count) {
            listed.add(
                    "{\"resource\":{\"resourceType\":\"OperationOutcome\",\"issue\":[]},\"search\":{\"mode\":\"outcome\"}}");
        }
        page.forEach(version -> listed.add(entries.listed(version)));
        String next = page.size() < rest.size() ? next(path, query, count, skip, page, rest) : null;
        return Optional.of(bundle("history", listed, next));
    }

    private boolean afterKey(Version version, FamilyQuery query) {
        String key = query.value("ct");
        if (key.isEmpty()) {
            return true;
        }
        String[] parts = key.split("_");
        Instant time = Instant.parse(parts[0]);
        return version.time().isBefore(time)
                || version.time().equals(time) && version.listed() < Long.parseLong(parts[1]);
    }

    private String next(String path, FamilyQuery query, int count, int skip, List<Version> page, List<Version> rest) {
        Version last = page.get(page.size() - 1);
        String key = last.time() + "_" + last.listed();
        String since = query.has("_since") ? "&_since=" + query.value("_since") : "";
        String before = query.has("_before") ? "&_before=" + query.value("_before") : "";
        return switch (family) {
            case MICROSOFT -> "http://internal" + path + "?_count=" + count + since + before + "&ct=" + key;
            case FIRELY -> path + "?_count=" + count + since + "&_skip=" + (skip + page.size());
            default -> keep(path, rest.subList(page.size(), rest.size()), count);
        };
    }

    private synchronized String keep(String path, List<Version> rest, int count) {
        String link = UUID.randomUUID().toString();
        kept.put(link, rest);
        sizes.put(link, count);
        if (kept.size() > LINKS_KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
        return "http://internal" + path + "?__page=" + link;
    }

    private synchronized Optional<String> kept(String link, String path) {
        List<Version> rest = kept.get(link);
        if (rest == null) {
            return Optional.empty();
        }
        int count = sizes.get(link);
        List<Version> page = rest.subList(0, Math.min(count, rest.size()));
        String next = page.size() < rest.size() ? keep(path, rest.subList(page.size(), rest.size()), count) : null;
        return Optional.of(bundle("history", page.stream().map(entries::listed).toList(), next));
    }

    /** @param oldestFirst the newest version of each resource of a type */
    String search(List<Version> oldestFirst, FamilyQuery query, String path) {
        int count = query.number("_count", 20);
        int offset = query.number("_offset", 0);
        List<Version> found = oldestFirst.stream()
                .filter(version -> query.updated(version.time()))
                .toList();
        List<Version> page = found.subList(Math.min(offset, found.size()), Math.min(offset + count, found.size()));
        String bounds = query.has("_lastUpdated") ? "&_lastUpdated=" + query.value("_lastUpdated") : "";
        String next = offset + page.size() < found.size()
                ? base.replaceAll("/fhir$", "") + path + "?_count=" + count + bounds + "&_offset=" + (offset + count)
                : null;
        return bundle("searchset", page.stream().map(entries::found).toList(), next);
    }

    String empty(String type) {
        return bundle(type, List.of(), null);
    }

    private String bundle(String type, List<String> listed, String next) {
        boolean tellsTime = family != Family.BLAZE && family != Family.FIRELY && family != Family.LINUX_FOR_HEALTH;
        return "{\"resourceType\":\"Bundle\",\"type\":\"" + type + "\""
                + (tellsTime ? ",\"meta\":{\"lastUpdated\":\"" + Instant.now() + "\"}" : "")
                + (next == null ? "" : ",\"link\":[{\"relation\":\"next\",\"url\":\"" + next + "\"}]")
                + ",\"entry\":[" + String.join(",", listed) + "]}";
    }

    String metadata() {
        String interactions =
                family.has(Family.Level.TYPE) ? "[{\"code\":\"history-type\"}]" : "[{\"code\":\"search-type\"}]";
        return "{\"resourceType\":\"CapabilityStatement\",\"software\":{\"name\":\"" + family
                + "\",\"version\":\"1\"},\"rest\":[{\"mode\":\"server\",\"resource\":["
                + "{\"type\":\"Patient\",\"interaction\":" + interactions + "},"
                + "{\"type\":\"Observation\",\"interaction\":" + interactions + "}]}]}";
    }
}
