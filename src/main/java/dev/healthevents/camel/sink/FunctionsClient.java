package dev.healthevents.camel.sink;

import java.net.URISyntaxException;
import java.util.Map;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.ProtocolException;

/**
 * Sets up the HTTP client of the functions sink. The secrets are put into each request below Camel, right before it is
 * sent, so that no URI, header, exception or log line of Camel's has them.
 */
public final class FunctionsClient implements HttpClientConfigurer {

    private final String query;
    private final Map<String, String> headers;

    /**
     * @param query of each request as it is to be sent, without its question mark; {@code null} for none
     * @param headers of each request
     */
    public FunctionsClient(String query, Map<String, String> headers) {
        this.query = query;
        this.headers = Map.copyOf(headers);
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        // The outbox repeats and redirects of nobody are followed: a key is for the server that was configured.
        client.disableAutomaticRetries()
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent("camel-health-events")
                .addRequestInterceptorLast((request, entity, context) -> complete(request));
    }

    private void complete(HttpRequest request) throws HttpException {
        headers.forEach(request::setHeader);
        if (query != null) {
            try {
                request.setPath(request.getUri().getRawPath() + "?" + query);
            } catch (URISyntaxException e) {
                throw new ProtocolException("The request has no URI: " + e.getReason());
            }
        }
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "FunctionsClient[]";
    }
}
