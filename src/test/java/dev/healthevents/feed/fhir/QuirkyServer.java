package dev.healthevents.feed.fhir;

import dev.healthevents.feed.http.Authorization;
import dev.healthevents.feed.http.HttpLimits;
import dev.healthevents.feed.http.RecordedServer;
import dev.healthevents.feed.http.RecordedServer.Answer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server with histories of the system and of Observations and Patients, each in its own odd way. */
final class QuirkyServer implements AutoCloseable {

    private static final Pattern BOUND = Pattern.compile("(?:_since=|(?:_at|_lastUpdated)=(ge|lt))([^&]+)");
    private static final Pattern LIST = Pattern.compile("/fhir(?:/(Observation|Patient))?(/_history)?");

    private record Stored(String type, String id, Instant time) {}

    private final List<Stored> stored = new CopyOnWriteArrayList<>();
    private final RecordedServer http = new RecordedServer(this::answer);
    private Duration behind = Duration.ZERO;
    private boolean historyOfTheSystem = true;
    private boolean notFoundForEmpty;
    private boolean honoursSince = true;
    private boolean refusesTheFuture;

    final FhirHistoryFeed feed = new FhirServer(
                    new FhirFeedSettings(
                            http.url("/fhir"),
                            "fhir.example",
                            "/workspaces/w",
                            50,
                            new HttpLimits(Duration.ofSeconds(5), Duration.ofSeconds(20), 16 << 20),
                            Authorization.none(),
                            DialectSettings.PROBED),
                    Clock.fixed(StandInServer.NOW, ZoneOffset.UTC))
            .openFeed();

    /** It takes the times that it is asked for as those of its own zone, so far west of Greenwich. */
    QuirkyServer behind(Duration zone) {
        behind = zone;
        return this;
    }

    QuirkyServer withHistoriesOfTypesOnly() {
        historyOfTheSystem = false;
        return this;
    }

    QuirkyServer answeringNotFoundForEmpty() {
        notFoundForEmpty = true;
        return this;
    }

    QuirkyServer ignoringSince() {
        honoursSince = false;
        return this;
    }

    QuirkyServer refusingTheFuture() {
        refusesTheFuture = true;
        return this;
    }

    /** @param time {@code null} where it tells none */
    QuirkyServer with(String type, String id, Instant time) {
        stored.add(0, new Stored(type, id, time));
        return this;
    }

    private Answer answer(URI uri) {
        if (uri.getPath().equals("/fhir/metadata")) {
            return Answer.json("{\"resourceType\":\"CapabilityStatement\",\"rest\":[{\"resource\":["
                    + "{\"type\":\"Observation\",\"interaction\":[{\"code\":\"history-type\"}]},"
                    + "{\"type\":\"Patient\",\"interaction\":[{\"code\":\"history-type\"}]}]}]}");
        }
        Matcher list = LIST.matcher(uri.getPath());
        if (!list.matches() || list.group(1) == null && !historyOfTheSystem) {
            return Answer.of(400, "");
        }
        String query = StandInServer.query(uri);
        if (refusesTheFuture && query.contains("2099")) {
            return Answer.of(400, "");
        }
        String[] entries = listed(list.group(1), query)
                .map(change -> change.time() == null
                        ? Bundles.patient(change.id(), 1, "-").replace(",\"lastUpdated\":\"-\"", "")
                        : Bundles.patient(change.id(), 1, change.time().toString()))
                .toArray(String[]::new);
        if (entries.length == 0 && notFoundForEmpty) {
            return Answer.of(404, "");
        }
        String bundle = Bundles.history(entries);
        return Answer.json(
                list.group(2) == null ? bundle.replace("\"type\":\"history\"", "\"type\":\"searchset\"") : bundle);
    }

    private Stream<Stored> listed(String type, String query) {
        return stored.stream()
                .filter(change -> type == null || change.type().equals(type))
                .filter(change -> !honoursSince || change.time() == null || within(change.time(), query));
    }

    private boolean within(Instant time, String query) {
        Matcher bound = BOUND.matcher(query);
        boolean within = true;
        while (bound.find()) {
            Instant at = Instant.parse(bound.group(2)).plus(behind);
            within &= "lt".equals(bound.group(1)) ? time.isBefore(at) : !time.isBefore(at);
        }
        return within;
    }

    @Override
    public void close() {
        feed.close();
        http.close();
    }
}
