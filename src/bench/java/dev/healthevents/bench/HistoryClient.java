package dev.healthevents.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Asks the stand-in what it knows beside its history: who asked it when, and what was written when. */
record HistoryClient(String url) {

    /** When the first page of history was asked for after that instant. */
    Optional<Instant> firstPageAfter(Instant instant) throws IOException, InterruptedException {
        return get("/requests")
                .lines()
                .filter(line -> line.contains("/_history"))
                .map(line -> Instant.parse(line.split(" ")[0]))
                .filter(at -> at.isAfter(instant))
                .findFirst();
    }

    /** The parameters of the last page of a closed window asked for after that instant. */
    Optional<String> lastPageAfter(Instant instant) throws IOException, InterruptedException {
        return get("/requests")
                .lines()
                .filter(line -> line.contains("/_history?") && line.contains("_at="))
                .filter(line -> Instant.parse(line.split(" ")[0]).isAfter(instant))
                .map(line -> "`" + URLDecoder.decode(line.substring(line.indexOf('?') + 1), UTF_8) + "`")
                .reduce((earlier, later) -> later);
    }

    /** lastUpdated of every change, by type/id/version. */
    Map<String, Instant> truth() throws IOException, InterruptedException {
        return truthSince(Instant.EPOCH);
    }

    /** The same of the changes from then on. */
    Map<String, Instant> truthSince(Instant since) throws IOException, InterruptedException {
        Map<String, Instant> truth = new HashMap<>();
        get("/truth?since=" + since.toEpochMilli()).lines().forEach(line -> {
            String[] words = line.split(" ");
            truth.put(words[0].replace("/_history", ""), Instant.parse(words[2]));
        });
        return truth;
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url.replace("/fhir", "") + path))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
