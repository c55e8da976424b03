package dev.healthevents.feed.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a server says of its own refusal, made fit for a log: one line, short, without credentials and queries.
 *
 * @see <a href="https://hl7.org/fhir/R4/operationoutcome.html">FHIR R4, OperationOutcome</a>
 */
final class ServerWords {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> MEMBERS = Set.of("diagnostics", "text", "message", "error_description");
    private static final Pattern QUERY = Pattern.compile("\\?[^\\s\"'<>]+");
    private static final Pattern GAP = Pattern.compile("[\\p{Cntrl}\\s]+");
    private static final int LONGEST = 200;
    private static final int MOST_BYTES = 64 << 10;
    private static final int MOST_PLAIN_BYTES = 4 << 10;

    private ServerWords() {}

    /** The first {@code diagnostics}, or what else explains an error in JSON; {@code null} where there is none. */
    static String in(InputStream body, Collection<String> secrets) {
        if (body == null) {
            return null;
        }
        String best = null;
        try (JsonParser parser = JSON.createParser(new PageBody(body, MOST_BYTES))) {
            parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                String name = parser.currentName();
                if (token != JsonToken.VALUE_STRING || name == null || !MEMBERS.contains(name)) {
                    continue;
                }
                if (name.equals("diagnostics")) {
                    best = parser.getText();
                    break;
                }
                best = best == null ? parser.getText() : best;
            }
        } catch (IOException e) {
            // Half an explanation is better than none; the status is reported in any case.
        }
        return best == null ? null : tidy(best, secrets);
    }

    /** The beginning of an error in plain text; {@code null} where there is none, or it is markup after all. */
    static String plain(InputStream body, Collection<String> secrets) {
        try {
            String words = tidy(new String(body.readNBytes(MOST_PLAIN_BYTES), StandardCharsets.UTF_8), secrets);
            return words.isEmpty() || words.startsWith("<") ? null : words;
        } catch (IOException e) {
            return null;
        }
    }

    /** One line of at most 200 characters, with secrets and the queries of URLs taken out. */
    static String tidy(String words, Collection<String> secrets) {
        String tidy = words;
        for (String secret : secrets) {
            tidy = tidy.replace(secret, "***");
        }
        tidy = QUERY.matcher(tidy).replaceAll("?…");
        tidy = GAP.matcher(tidy).replaceAll(" ").strip();
        return tidy.length() <= LONGEST ? tidy : tidy.substring(0, LONGEST - 1) + "…";
    }
}
