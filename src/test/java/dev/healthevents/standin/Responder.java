package dev.healthevents.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.healthevents.standin.HistoryEntry.Operation;
import dev.healthevents.standin.Response.Ending;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns requests into answers. */
final class Responder implements Function<Request, Response> {

    private static final Pattern HISTORY = Pattern.compile("/fhir(?:/([A-Z][A-Za-z]+))?/_history");
    private static final Pattern VERSION = Pattern.compile("/fhir/([A-Z][A-Za-z]+)/([^/]+)/_history/(\\d+)");

    private final Ledger ledger;
    private final Failures failures;
    private final Clock clock;
    volatile boolean newestFirst = true;
    volatile boolean deletesHidden;
    volatile int maxPageSize = Integer.MAX_VALUE;
    volatile String elsewhere = "http://127.0.0.1:9/fhir";
    private volatile String base;
    private volatile EntryRenderer entries;

    Responder(Ledger ledger, Failures failures, Clock clock) {
        this.ledger = ledger;
        this.failures = failures;
        this.clock = clock;
    }

    void base(String url) {
        base = url;
        entries = new EntryRenderer(url);
    }

    @Override
    public Response apply(Request request) {
        Response response = route(request);
        boolean worthIt = request.acceptsGzip() && response.ending() == Ending.COMPLETE;
        return worthIt ? response.gzipped() : response;
    }

    private Response route(Request request) {
        Matcher history = HISTORY.matcher(request.path());
        Matcher version = VERSION.matcher(request.path());
        if (!request.method().equals("GET")) {
            return Response.outcome(405, "HAPI-0418: Only GET is served here");
        } else if (history.matches()) {
            return failures.draw()
                    .map(failure -> failed(failure, request, history.group(1)))
                    .orElseGet(() -> page(request, history.group(1), true, null));
        } else if (version.matches()) {
            return version(version.group(1), version.group(2), Integer.parseInt(version.group(3)));
        } else if (request.path().equals("/fhir/metadata")) {
            return Response.json(200, CAPABILITIES.getBytes(UTF_8));
        } else if (request.path().equals("/truth")) {
            return Response.text(200, "text/plain", truth(request.query()));
        }
        return Response.outcome(404, "HAPI-0302: Unknown resource type or operation: " + request.path());
    }

    private Response page(Request request, String type, boolean withVersion, String nextAt) {
        if (!newestFirst) {
            return oldestFirst(request, type);
        }
        try {
            Query query = Query.parse(request.query());
            String path = base + (type == null ? "" : "/" + type) + "/_history";
            HistoryPage page = new HistoryPage(ledger, entries, path, maxPageSize);
            return Response.json(
                    200,
                    page.render(query, type, clock.instant(), withVersion, nextAt)
                            .toByteArray());
        } catch (Query.Refused e) {
            return Response.outcome(400, e.getMessage());
        }
    }

    private Response oldestFirst(Request request, String type) {
        try {
            String path = (type == null ? "" : "/" + type) + "/_history";
            OldestFirstPage page = new OldestFirstPage(ledger, elsewhere, path, deletesHidden);
            byte[] body = page.render(OldestFirstQuery.parse(request.query()), type, clock.instant());
            String date =
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atZone(ZoneOffset.UTC));
            return Response.json(200, body).with("Date", date);
        } catch (OldestFirstQuery.Broken e) {
            return Response.text(500, "text/html", "<html><body>Internal Server Error</body></html>");
        }
    }

    private Response failed(Failure failure, Request request, String type) {
        Response page = page(
                request, type, failure != Failure.NO_VERSIONS, failure == Failure.NEXT_ELSEWHERE ? elsewhere : null);
        return switch (failure) {
            case UNAVAILABLE -> Response.outcome(503, "Service unavailable").with("Retry-After", "1");
            case TOO_MANY_REQUESTS -> Response.outcome(429, "Too many requests").with("Retry-After", "1");
            case SERVER_ERROR -> Response.outcome(500, "HAPI-0389: Failed to call access method");
            case SHORT_OF_LENGTH -> page.ending(Ending.SHORT_OF_LENGTH);
            case CUT_CHUNK -> page.ending(Ending.CUT_CHUNK);
            case HANG -> page.ending(Ending.HANG);
            case RESET -> page.ending(Ending.RESET);
            case HTML -> Response.text(200, "text/html", "<html><body><h1>Please sign in</h1></body></html>");
            case BAD_JSON -> Response.json(200, Arrays.copyOf(page.body(), page.body().length - 1));
            case SEARCHSET ->
                Response.json(200, "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":0}".getBytes(UTF_8));
            case NEXT_ELSEWHERE, NO_VERSIONS -> page;
        };
    }

    private Response version(String type, String id, int version) {
        Optional<HistoryEntry> found = ledger.find(type, id, version);
        if (found.isEmpty()) {
            return Response.outcome(404, "HAPI-0979: Version \"" + version + "\" is not valid for " + type + "/" + id);
        }
        if (found.get().operation() == Operation.DELETE) {
            String time = EntryRenderer.time(found.get().lastUpdated());
            return Response.outcome(410, "Resource was deleted at " + time)
                    .with("Location", base + "/" + type + "/" + id + "/_history/" + version);
        }
        return Response.outcome(501, "The stand-in serves no resources");
    }

    private String truth(String query) {
        long since = query.startsWith("since=") ? Long.parseLong(query.substring("since=".length())) : Long.MIN_VALUE;
        return ledger.page(since, Long.MAX_VALUE, null, false, 0, Integer.MAX_VALUE).stream()
                .map(entry -> entry.line() + "\n")
                .collect(Collectors.joining());
    }

    private static final String CAPABILITIES = """
            {"resourceType":"CapabilityStatement","status":"active","date":"2026-11-22","kind":"instance",
            "software":{"name":"HAPI FHIR Server","version":"8.8.0"},"fhirVersion":"4.0.1",
            "format":["application/fhir+json","json"],"rest":[{"mode":"server",
            "resource":[{"type":"Patient","interaction":[{"code":"history-type"},{"code":"history-instance"}]},
            {"type":"Observation","interaction":[{"code":"history-type"},{"code":"history-instance"}]}],
            "interaction":[{"code":"history-system"}]}]}""";
}
