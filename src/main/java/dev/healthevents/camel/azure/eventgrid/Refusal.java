package dev.healthevents.camel.azure.eventgrid;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** An answer by which a topic does not take a batch. */
final class Refusal {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 300;
    private static final List<HttpHeaderName> SECRETS = List.of(
            HttpHeaderName.fromString("aeg-sas-key"),
            HttpHeaderName.fromString("aeg-sas-token"),
            HttpHeaderName.AUTHORIZATION);

    private Refusal() {}

    /** The exception for it, with status and headers, and without the credentials that were sent. */
    static HttpResponseException of(HttpResponse response) {
        HttpHeaders sent = response.getRequest().getHeaders();
        String words = words(response.getBodyAsBinaryData().toString());
        for (HttpHeaderName name : SECRETS) {
            String secret = sent.getValue(name);
            if (secret != null) {
                words = words.replace(secret.replace("Bearer ", ""), "***");
                sent.remove(name);
            }
        }
        String shown = words.substring(0, Math.min(LONGEST, words.length()));
        return new HttpResponseException(
                "Event Grid answered " + response.getStatusCode() + (shown.isEmpty() ? "" : ": " + shown), response);
    }

    private static String words(String body) {
        try {
            JsonNode error = JSON.readTree(body).path("error");
            String words =
                    error.path("code").asText() + " " + error.path("message").asText();
            return tidy(error.isObject() ? words : body);
        } catch (JsonProcessingException e) {
            return tidy(body);
        }
    }

    private static String tidy(String words) {
        return words.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    }
}
