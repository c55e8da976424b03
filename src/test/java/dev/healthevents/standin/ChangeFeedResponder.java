package dev.healthevents.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.healthevents.standin.Response.Ending;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns requests into the answers of Microsoft's DICOM server. */
final class ChangeFeedResponder implements Function<Request, Response> {

    private static final Pattern ROUTE =
            Pattern.compile("/v(\\d[^/]*)/(changefeed|changefeed/latest|partitions)", Pattern.CASE_INSENSITIVE);

    private final ChangeFeedTable table;
    private final ChangeFeedRenderer renderer;
    private final Failures failures;
    private final Clock clock;
    volatile boolean partitions;
    volatile String token;
    volatile int newestVersion = 2;
    volatile int mostRows = Integer.MAX_VALUE;

    ChangeFeedResponder(ChangeFeedTable table, ChangeFeedRenderer renderer, Failures failures, Clock clock) {
        this.table = table;
        this.renderer = renderer;
        this.failures = failures;
        this.clock = clock;
    }

    @Override
    public Response apply(Request request) {
        return failures.draw()
                .map(failure -> failed(failure, request))
                .orElseGet(() -> route(request))
                .with(
                        "Date",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                clock.instant().atOffset(ZoneOffset.UTC)));
    }

    private Response route(Request request) {
        if (token != null && !("Bearer " + token).equals(request.headers().get("Authorization"))) {
            return new Response(
                    401, Map.of("WWW-Authenticate", "Bearer error=\"invalid_token\""), new byte[0], Ending.COMPLETE);
        }
        Matcher route = ROUTE.matcher(request.path());
        if (!route.matches()) {
            return text(404, "");
        }
        int version = switch (route.group(1)) {
            case "1", "1.0-prerelease" -> 1;
            case "2" -> newestVersion;
            default -> 0;
        };
        if (version == 0 || route.group(1).equals("2") && newestVersion < 2) {
            return json(
                    400,
                    "{\"error\":{\"code\":\"UnsupportedApiVersion\",\"message\":\"The HTTP resource that matches"
                            + " the request URI does not support the API version.\"}}");
        }
        if (!request.method().equals("GET")) {
            return text(405, "");
        }
        Response answer = switch (route.group(2).toLowerCase()) {
            case "changefeed" -> page(version, request.query());
            case "partitions" -> partitions();
            default -> latest(version, request.query());
        };
        return answer.with("api-supported-versions", "1.0-prerelease, 1, 2");
    }

    private Response page(int version, String query) {
        try {
            ChangeFeedQuery asked = ChangeFeedQuery.parse(version, query);
            if (version == 1 && asked.offset() > Long.MAX_VALUE - asked.limit()) {
                return text(503, "The data store operation failed.");
            }
            List<ChangeFeedRow> rows = version == 1
                    ? table.span(asked.offset(), asked.limit())
                    : table.window(asked.start(), asked.end(), asked.offset(), asked.limit());
            return json(200, renderer.page(rows.subList(0, Math.min(rows.size(), mostRows)), asked.includeMetadata()));
        } catch (ChangeFeedQuery.Refused e) {
            return text(400, e.getMessage());
        }
    }

    private Response latest(int version, String query) {
        ChangeFeedRow latest = version == 1 ? table.highest() : table.newest();
        if (latest == null) {
            return new Response(204, Map.of(), new byte[0], Ending.COMPLETE);
        }
        return json(200, renderer.row(latest, !query.toLowerCase().contains("includemetadata=false")));
    }

    private Response partitions() {
        return partitions
                ? json(200, "[{\"partitionKey\":1,\"partitionName\":\"Microsoft.Default\"}]")
                : text(400, "Data partitions feature is disabled.");
    }

    private Response failed(Failure failure, Request request) {
        Response page = route(request);
        return switch (failure) {
            case UNAVAILABLE -> text(503, "The data store operation failed.");
            case TOO_MANY_REQUESTS -> text(429, "Too many requests").with("Retry-After", "1");
            case SERVER_ERROR -> text(500, "An unexpected error occurred. See the inner exception for more details.");
            case SHORT_OF_LENGTH -> page.ending(Ending.SHORT_OF_LENGTH);
            case CUT_CHUNK -> page.ending(Ending.CUT_CHUNK);
            case HANG -> page.ending(Ending.HANG);
            case RESET -> page.ending(Ending.RESET);
            case HTML -> Response.text(200, "text/html", "<html><body><h1>Please sign in</h1></body></html>");
            case BAD_JSON -> json(200, Arrays.copyOf(page.body(), Math.max(1, page.body().length - 1)));
            case NEXT_ELSEWHERE, NO_VERSIONS, SEARCHSET ->
                throw new IllegalArgumentException(failure + " is no failure of a change feed");
        };
    }

    private static Response json(int status, String body) {
        return json(status, body.getBytes(UTF_8));
    }

    private static Response json(int status, byte[] body) {
        return new Response(status, Map.of("Content-Type", "application/json; charset=utf-8"), body, Ending.COMPLETE);
    }

    private static Response text(int status, String body) {
        return Response.text(status, "text/plain; charset=utf-8", body);
    }
}
