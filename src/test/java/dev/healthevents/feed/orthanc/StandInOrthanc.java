package dev.healthevents.feed.orthanc;

import dev.healthevents.feed.http.RecordedServer;
import dev.healthevents.feed.http.RecordedServer.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An Orthanc with rows of its log only, and recorded answers; what else it is asked is an error. */
final class StandInOrthanc implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-22T03:03:20Z");

    final RecordedServer http = new RecordedServer(this::answer);
    final OrthancClient client =
            new OrthancClient(OrthancFeedSettings.of("pacs", http.url(), "/workspaces/w"), Clock.systemUTC());
    private final List<Change> rows = new ArrayList<>();
    private String changes;
    private String bulkContent;

    /** Adds a row of a stored instance. */
    StandInOrthanc row(long seq, Instant date) {
        rows.add(new Change(seq, true, id(seq), date));
        return this;
    }

    /** Answers every question for changes with a recorded answer. */
    StandInOrthanc changes(String recorded) {
        changes = recorded(recorded);
        return this;
    }

    StandInOrthanc bulkContent(String recorded) {
        bulkContent = recorded(recorded);
        return this;
    }

    static String id(long seq) {
        return String.format(Locale.ROOT, "%08x-00000000-00000000-00000000-00000000", seq);
    }

    static String recorded(String name) {
        try (InputStream in = StandInOrthanc.class.getResourceAsStream("/orthanc/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("There is no " + name, e);
        }
    }

    private Answer answer(URI uri) {
        return switch (uri.getPath()) {
            case "/tools/now" -> Answer.of(200, compact(NOW)).with("Content-Type", "text/plain");
            case "/tools/bulk-content" -> Answer.json(bulkContent);
            case "/changes" -> Answer.json(changes != null ? changes : page(uri.getQuery()));
            default -> Answer.of(404, "{}");
        };
    }

    private String page(String query) {
        long since = Long.parseLong(query.replaceAll(".*since=(\\d+).*", "$1"));
        int limit = Integer.parseInt(query.replaceAll(".*limit=(\\d+).*", "$1"));
        List<Change> after = rows.stream().filter(row -> row.seq() > since).toList();
        List<Change> page = after.subList(0, Math.min(limit, after.size()));
        List<Change> last = page.isEmpty() ? rows : page;
        StringBuilder json = new StringBuilder("{\"Changes\":[");
        for (Change row : page) {
            json.append(json.charAt(json.length() - 1) == '[' ? "" : ",")
                    .append("{\"ChangeType\":\"NewInstance\",\"Date\":\"" + compact(row.date()) + "\",\"ID\":\"")
                    .append(row.id() + "\",\"ResourceType\":\"Instance\",\"Seq\":" + row.seq() + "}");
        }
        return json + "],\"Done\":" + (page.size() == after.size()) + ",\"Last\":"
                + (last.isEmpty() ? 0 : last.get(last.size() - 1).seq()) + "}";
    }

    private static String compact(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDateTime().toString().replaceAll("[-:]", "")
                + (time.getEpochSecond() % 60 == 0 ? "00" : "");
    }

    @Override
    public void close() {
        client.close();
        http.close();
    }
}
