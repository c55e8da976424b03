package dev.healthevents.feed.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.healthevents.feed.FeedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;

/**
 * What a FHIR server says of its token endpoint. It is asked without credentials, and again for each token, so that an
 * endpoint may move.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/conformance.html#using-well-known">SMART App Launch 2.2,
 *     .well-known/smart-configuration</a>
 */
final class SmartConfiguration implements TokenUrl {

    private static final JsonFactory JSON = new JsonFactory();

    private final URI url;
    private final HttpLimits limits;
    private final Clock clock;

    /** @param base the FHIR base URL */
    SmartConfiguration(URI base, HttpLimits limits, Clock clock) {
        this.url = URI.create(base.toString().replaceAll("/+$", "") + "/.well-known/smart-configuration");
        this.limits = limits.forSmallAnswers();
        this.clock = clock;
    }

    @Override
    public URI find() throws FeedException {
        try (FeedClient client = new FeedClient(url, limits, Authorization.none(), clock)) {
            String endpoint = client.get(url, "application/json", (json, date) -> tokenEndpoint(json));
            URI found = endpoint == null ? null : URI.create(endpoint);
            if (found != null && TokenUrl.safe(found)) {
                return found;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        } catch (FeedException e) {
            throw new FeedException(
                    e.getMessage() + ". It is asked for the token endpoint: set `token-url` if it does not tell",
                    e.retryAfter(),
                    e);
        }
        throw new FeedException(FeedClient.shown(url) + " names no `token_endpoint` with https; set `token-url`");
    }

    /** What it says, or {@code null}. */
    static String tokenEndpoint(InputStream json) throws IOException {
        String endpoint = null;
        try (JsonParser parser = JSON.createParser(json)) {
            parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth == 1 && token == JsonToken.VALUE_STRING && "token_endpoint".equals(parser.currentName())) {
                    endpoint = parser.getText();
                }
            }
        }
        return endpoint;
    }
}
