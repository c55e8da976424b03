package dev.healthevents.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes resources, given as JSON, to a FHIR server. Every method throws {@link IOException} if the server refuses. */
public final class FhirWriter {

    private static final Pattern IDENTITY = Pattern.compile("([A-Za-z]+/[A-Za-z0-9.-]+)/_history/");

    private final String base;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    public FhirWriter(String base) {
        this.base = base;
    }

    /** Creates a resource and returns what the server calls it, such as {@code Patient/1000}. */
    String create(String type, String resource) throws IOException, InterruptedException {
        HttpResponse<String> answer = send("POST", "/" + type, BodyPublishers.ofString(resource));
        return identity(answer.headers().firstValue("Location").orElse(""));
    }

    /** Writes a resource at {@code Type/id}, or, for a conditional update, at {@code Type?search}. */
    public void put(String target, String resource) throws IOException, InterruptedException {
        send("PUT", "/" + target, BodyPublishers.ofString(resource));
    }

    public void delete(String target) throws IOException, InterruptedException {
        send("DELETE", "/" + target, BodyPublishers.noBody());
    }

    /**
     * Sends a bundle.
     *
     * @param type {@code transaction} or {@code batch}
     * @param entries made by {@link #entry}
     * @return what each entry wrote, such as {@code Patient/1000}, in their order
     */
    public List<String> bundle(String type, String... entries) throws IOException, InterruptedException {
        String bundle = "{\"resourceType\":\"Bundle\",\"type\":\"%s\",\"entry\":[%s]}"
                .formatted(type, String.join(",", entries));
        JsonNode answer =
                json.readTree(send("POST", "", BodyPublishers.ofString(bundle)).body());
        List<String> written = new ArrayList<>();
        for (JsonNode entry : answer.path("entry")) {
            written.add(identity(entry.at("/response/location").asText()));
        }
        return written;
    }

    /** Takes a deleted resource, at {@code Type/id}, out of the server with all of its versions: HAPI's own operation. */
    public void expunge(String target) throws IOException, InterruptedException {
        send("POST", "/" + target + "/$expunge", BodyPublishers.ofString("""
                {"resourceType":"Parameters","parameter":[
                  {"name":"expungeDeletedResources","valueBoolean":true},
                  {"name":"expungePreviousVersions","valueBoolean":true}]}"""));
    }

    /** One entry of a bundle; {@code fullUrl} and {@code resource} may be null. */
    public static String entry(String method, String target, String fullUrl, String resource) {
        return "{%s%s\"request\":{\"method\":\"%s\",\"url\":\"%s\"}}"
                .formatted(
                        fullUrl == null ? "" : "\"fullUrl\":\"" + fullUrl + "\",",
                        resource == null ? "" : "\"resource\":" + resource + ",",
                        method,
                        target);
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/fhir+json")
                .timeout(Duration.ofMinutes(1))
                .method(method, body)
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(method + " " + path + " was answered with " + answer.statusCode());
        }
        return answer;
    }

    private static String identity(String location) throws IOException {
        Matcher matcher = IDENTITY.matcher(location);
        if (!matcher.find()) {
            throw new IOException("The server did not say what it wrote: " + location);
        }
        return matcher.group(1);
    }
}
