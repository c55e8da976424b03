package dev.healthevents.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;

/**
 * The limit: fetches the pages one after the other and looks at every token, nothing more. Twice, and only the second
 * time counts, since a limit is not to be lowered by a cold start. Arguments: URL of the server, changes, further
 * parameters.
 */
public final class PageTokeniser {

    private static final JsonFactory JSON = new JsonFactory();

    private PageTokeniser() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int changes = Integer.parseInt(args[1]);
        String pages =
                args[0] + "/_history?_since=2000-01-01T00:00:00Z&_count=" + Settings.PAGE + args[2] + "&_offset=";
        try (CloseableHttpClient client = HttpClients.createDefault()) {
            run(client, pages, changes);
            long start = System.nanoTime();
            long entries = run(client, pages, changes);
            System.out.println("DONE " + entries + " " + (System.nanoTime() - start) / 1e9);
        }
        Thread.currentThread().join();
    }

    private static long run(CloseableHttpClient client, String pages, int changes) throws IOException {
        long entries = 0;
        for (int offset = 0; offset < changes; offset += Settings.PAGE) {
            entries += client.execute(
                    new HttpGet(pages + offset),
                    response -> entries(response.getEntity().getContent()));
        }
        return entries;
    }

    private static long entries(InputStream page) throws IOException {
        long entries = 0;
        try (JsonParser parser = JSON.createParser(page)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME && parser.currentName().equals("fullUrl")) {
                    entries++;
                }
            }
        }
        return entries;
    }
}
