package dev.healthevents.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Writes to a FHIR server and reads from it, one request after the other. */
public final class FhirCalls {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    /** @param base without a slash at its end */
    public FhirCalls(String base) {
        this.base = URI.create(base + "/");
    }

    /** @param url relative to the base, or absolute */
    public JsonNode get(String url) {
        return send(HttpRequest.newBuilder(base.resolve(url)).GET());
    }

    /** Creates or updates a resource that has a member {@code active}, such as a Patient. */
    public JsonNode put(String type, String id, boolean active) {
        String resource = "{\"resourceType\":\"" + type + "\",\"id\":\"" + id + "\",\"active\":" + active + "}";
        return send(HttpRequest.newBuilder(base.resolve(type + "/" + id)).PUT(BodyPublishers.ofString(resource)));
    }

    /** @param resource of that type, as JSON, without an id */
    public JsonNode post(String type, String resource) {
        return send(HttpRequest.newBuilder(base.resolve(type)).POST(BodyPublishers.ofString(resource)));
    }

    public JsonNode delete(String type, String id) {
        return send(HttpRequest.newBuilder(base.resolve(type + "/" + id)).DELETE());
    }

    /** @throws IllegalStateException if it answers anything but 2xx */
    private JsonNode send(HttpRequest.Builder request) {
        HttpRequest json =
                request.header("Content-Type", "application/fhir+json").build();
        try {
            HttpResponse<String> answer = http.send(json, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(json.uri() + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(json.uri() + " did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a FHIR server was asked", e);
        }
    }
}
