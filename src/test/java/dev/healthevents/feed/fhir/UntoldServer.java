package dev.healthevents.feed.fhir;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.http.RecordedServer;
import dev.healthevents.feed.http.RecordedServer.Answer;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lists deletes as HAPI FHIR does, by a time that it tells only when it is asked for the version itself. */
final class UntoldServer implements AutoCloseable {

    record Version(String id, int number, boolean deleted, Instant time) {}

    private static final Pattern VERSION = Pattern.compile("/fhir/Patient/([^/]+)/_history/(\\d+)");
    private static final Pattern BOUND = Pattern.compile("(_since=|_at=ge|_at=lt)([^&]+)");

    final List<Version> versions = new ArrayList<>();
    final StandInServer server;
    Function<Version, Answer> asked = version -> Answer.of(
                    410,
                    "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"diagnostics\":\"Resource was deleted at "
                            + version.time() + "\"}]}")
            .with("Content-Type", "application/fhir+json");

    /** How many of the requests to come for the history of a resource fail. */
    int failures;

    UntoldServer() {
        server = new StandInServer(new RecordedServer(this::answer), DialectSettings.PROBED);
    }

    UntoldServer put(String id, int number, Instant time) {
        versions.add(new Version(id, number, false, time));
        return this;
    }

    UntoldServer delete(String id, int number, Instant time) {
        versions.add(new Version(id, number, true, time));
        return this;
    }

    /** Takes a resource out with all of its versions. */
    UntoldServer erase(String id) {
        versions.removeIf(version -> version.id().equals(id));
        return this;
    }

    List<HealthEvent> read(Window window) throws Exception {
        return server.feed.read(window, 100_000).events();
    }

    /** How often it was asked for a version. */
    long questions() {
        return server.http.asked().stream()
                .filter(asked -> VERSION.matcher(asked.uri().getPath()).matches())
                .count();
    }

    private Answer answer(URI uri) {
        Matcher version = VERSION.matcher(uri.getPath());
        if (version.matches()) {
            return versions.stream()
                    .filter(each ->
                            each.id().equals(version.group(1)) && each.number() == Integer.parseInt(version.group(2)))
                    .findFirst()
                    .map(asked)
                    .orElseGet(() -> Answer.of(404, ""));
        }
        if (!uri.getPath().endsWith("/_history")) {
            return Answer.of(404, "");
        }
        String[] path = uri.getPath().split("/");
        if (path.length == 5 && failures-- > 0) {
            return Answer.of(500, "");
        }
        return Answer.json(Bundles.history(versions.stream()
                .filter(each -> path.length < 5 || each.id().equals(path[3]))
                .filter(each -> within(each, StandInServer.query(uri)))
                .sorted(Comparator.comparing(Version::time).reversed())
                .map(UntoldServer::entry)
                .toArray(String[]::new)));
    }

    private static boolean within(Version version, String query) {
        Matcher bound = BOUND.matcher(query);
        while (bound.find()) {
            boolean before = version.time().isBefore(Instant.parse(bound.group(2)));
            if (bound.group(1).equals("_at=lt") != before) {
                return false;
            }
        }
        return true;
    }

    private static String entry(Version version) {
        return version.deleted()
                ? Bundles.deleted(version.id(), version.number())
                : Bundles.patient(version.id(), version.number(), version.time().toString());
    }

    @Override
    public void close() {
        server.close();
    }
}
