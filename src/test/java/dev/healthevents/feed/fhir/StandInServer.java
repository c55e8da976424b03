package dev.healthevents.feed.fhir;

import dev.healthevents.feed.http.Authorization;
import dev.healthevents.feed.http.HttpLimits;
import dev.healthevents.feed.http.RecordedServer;
import dev.healthevents.feed.http.RecordedServer.Answer;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A FHIR server that gives the answers of one test, and a feed that reads it. */
final class StandInServer implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    final RecordedServer http;
    final FhirHistoryFeed feed;
    private final FhirServer server;

    /** @param answers by the decoded query */
    StandInServer(Function<String, Answer> answers) {
        this(new RecordedServer(uri -> answers.apply(query(uri))), DialectSettings.PROBED);
    }

    /** @param http whose FHIR base is at {@code /fhir} */
    StandInServer(RecordedServer http, DialectSettings dialect) {
        this.http = http;
        HttpLimits limits = new HttpLimits(Duration.ofSeconds(5), Duration.ofSeconds(20), 16 << 20);
        server = new FhirServer(
                new FhirFeedSettings(
                        http.url("/fhir/"),
                        "fhir.example",
                        "/workspaces/w",
                        2,
                        limits,
                        Authorization.bearer("secret"),
                        dialect),
                Clock.fixed(NOW, ZoneOffset.UTC));
        feed = server.openFeed();
    }

    /** @param mark what the last reader of the source left behind */
    FhirHistoryFeed feedAfter(String mark) {
        return server.openFeed(mark);
    }

    /** A server that knows nothing but what is asked for with {@code _since} and {@code _at}, on one page. */
    static StandInServer answering(Function<String, String> bundles) {
        return new StandInServer(query -> Answer.json(bundles.apply(query)));
    }

    static String query(URI uri) {
        return uri.getRawQuery() == null ? "" : URLDecoder.decode(uri.getRawQuery(), StandardCharsets.UTF_8);
    }

    /** What was asked, as decoded queries. */
    List<String> queries() {
        List<String> queries = new ArrayList<>();
        http.asked().forEach(asked -> queries.add(query(asked.uri())));
        return queries;
    }

    @Override
    public void close() {
        feed.close();
        http.close();
    }
}
