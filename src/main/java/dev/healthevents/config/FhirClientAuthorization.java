package dev.healthevents.config;

import ca.uhn.fhir.rest.client.api.IClientInterceptor;
import ca.uhn.fhir.rest.client.api.IHttpRequest;
import ca.uhn.fhir.rest.client.api.IHttpResponse;
import ca.uhn.fhir.rest.client.exceptions.FhirClientConnectionException;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.http.Authorization;
import java.util.Map;

/** Sends what proves to a source's server that we may read with each request of a route, too. */
public final class FhirClientAuthorization implements IClientInterceptor {

    private static final int UNAUTHORIZED = 401;

    private final Authorization authorization;
    private final ThreadLocal<Map<String, String>> sent = new ThreadLocal<>();

    FhirClientAuthorization(Authorization authorization) {
        this.authorization = authorization;
    }

    @Override
    public void interceptRequest(IHttpRequest request) {
        try {
            Map<String, String> headers = authorization.headers();
            headers.forEach(request::addHeader);
            sent.set(headers);
        } catch (FeedException e) {
            // As if the server were away: the window is read again.
            throw new FhirClientConnectionException(e.getMessage());
        }
    }

    @Override
    public void interceptResponse(IHttpResponse response) {
        Map<String, String> headers = sent.get();
        sent.remove();
        if (response.getStatus() == UNAUTHORIZED && headers != null) {
            authorization.refused(headers);
        }
    }
}
