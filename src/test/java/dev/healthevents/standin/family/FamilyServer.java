package dev.healthevents.standin.family;

import dev.healthevents.feed.http.RecordedServer;
import dev.healthevents.feed.http.RecordedServer.Answer;
import dev.healthevents.standin.family.Family.Level;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server of one family on 127.0.0.1, in memory, to be written to by a test. */
public final class FamilyServer implements AutoCloseable {

    private static final Pattern HISTORY = Pattern.compile("/fhir(?:/([A-Z][A-Za-z]+)(?:/([^/_]+))?)?/_history");
    private static final Pattern SEARCH = Pattern.compile("/fhir/([A-Z][A-Za-z]+)");

    private final Family family;
    private final FamilyPages pages;
    private final LinuxForHealthPages linuxForHealth;
    private final RecordedServer http;
    private final List<Version> versions = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Set<String> deleted = new HashSet<>();

    public FamilyServer(Family family) {
        this.family = family;
        this.http = new RecordedServer(this::answer);
        this.pages = new FamilyPages(family, url());
        this.linuxForHealth = new LinuxForHealthPages(url(), new FamilyEntries(family));
    }

    public String url() {
        return http.url("/fhir").toString();
    }

    /** Writes a version, {@code method} as FHIR has it; the first of a resource is its creation. */
    public void write(String method, String type, String id) {
        writeLate(method, type, id, Duration.ZERO);
    }

    /** Writes a version that began, and so has its time, as long ago as said; no resource begins with a delete. */
    public void writeLate(String method, String type, String id, Duration lateness) {
        writeAt(method, type, id, Instant.now().minus(lateness));
    }

    /** Writes a version that has this time, to the millisecond. */
    public synchronized void writeAt(String method, String type, String id, Instant began) {
        int number = numbers.merge(type + "/" + id, 1, Integer::sum);
        String verb = number == 1 && method.equals("DELETE") ? "PUT" : method;
        long listed = versions.size() + 1L;
        Instant time = Instant.ofEpochMilli(began.toEpochMilli());
        boolean undeletes = deleted.remove(type + "/" + id) && !verb.equals("DELETE");
        if (verb.equals("DELETE")) {
            deleted.add(type + "/" + id);
        }
        versions.add(new Version(type, id, verb, undeletes, number, family.versionId(number, listed), time, listed));
    }

    /** What the events of all that was written must say, for example {@code Patient/1/_history/2 Updated}. */
    public synchronized List<String> changes() {
        return versions.stream().map(Version::change).toList();
    }

    /** The same of those only that are the newest version of their resource. */
    public synchronized List<String> newestChanges() {
        return versions.stream()
                .filter(version -> version.number() == numbers.get(version.type() + "/" + version.id()))
                .map(Version::change)
                .toList();
    }

    private Answer answer(URI uri) {
        FamilyQuery query = new FamilyQuery(uri.getRawQuery());
        Matcher history = HISTORY.matcher(uri.getPath());
        Matcher search = SEARCH.matcher(uri.getPath());
        try {
            if (history.matches()) {
                return history(history.group(1), history.group(2), query, uri.getPath());
            } else if (uri.getPath().equals("/fhir/metadata")) {
                return Answer.json(pages.metadata());
            } else if (search.matches()) {
                return Answer.json(pages.search(newest(search.group(1)), query, uri.getPath()));
            }
            return Answer.of(404, "");
        } catch (FamilyQuery.Refused e) {
            return Answer.of(e.status, "{\"issue\":[{\"diagnostics\":\"" + e.getMessage() + "\"}]}")
                    .with("Content-Type", "application/fhir+json");
        }
    }

    private Answer history(String type, String id, FamilyQuery query, String path) {
        Level level = type == null ? Level.SYSTEM : id == null ? Level.TYPE : Level.INSTANCE;
        if (!family.has(level)) {
            return switch (family) {
                case SILENT -> Answer.json(pages.empty("history"));
                case MEDPLUM -> level == Level.SYSTEM ? Answer.json(pages.empty("searchset")) : Answer.of(404, "");
                default -> Answer.of(404, "");
            };
        }
        query.allow(family, level);
        if (family == Family.LINUX_FOR_HEALTH) {
            return Answer.json(
                    id == null
                            ? linuxForHealth.changes(listed(type, null), query, path)
                            : linuxForHealth.versions(listed(type, id), query, path));
        }
        return pages.history(listed(type, id), query, path).map(Answer::json).orElseGet(() -> Answer.of(404, ""));
    }

    /** Newest first, among equals the last written first. */
    private synchronized List<Version> listed(String type, String id) {
        return versions.stream()
                .filter(version -> type == null || version.type().equals(type))
                .filter(version -> id == null || version.id().equals(id))
                .sorted(Comparator.comparing(Version::time)
                        .thenComparing(Version::listed)
                        .reversed())
                .toList();
    }

    private synchronized List<Version> newest(String type) {
        Map<String, Version> newest = new HashMap<>();
        versions.stream()
                .filter(version -> version.type().equals(type))
                .forEach(version -> newest.merge(version.id(), version, (a, b) -> a.number() > b.number() ? a : b));
        return newest.values().stream()
                .filter(version -> !version.deleted())
                .sorted(Comparator.comparing(Version::time))
                .toList();
    }

    @Override
    public void close() {
        http.close();
    }
}
