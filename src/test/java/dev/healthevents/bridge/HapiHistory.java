package dev.healthevents.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A FHIR client for tests: plain HTTP and a JSON tree, none of the bridge's code. */
final class HapiHistory {

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final String base;

    HapiHistory(String base) {
        this.base = base;
    }

    /** Everything that the server's history holds of resources whose id begins so, in our words. */
    List<String> changes(String idsBegin) throws Exception {
        return changes(idsBegin, Instant.parse("2020-01-01T00:00:00Z"));
    }

    /** The same of what has a time from then on. */
    List<String> changes(String idsBegin, Instant since) throws Exception {
        Set<String> changes = new LinkedHashSet<>();
        String next = base + "/_history?_since=" + since + "&_count=1000";
        while (next != null) {
            JsonNode page = send("GET", next, null);
            page.path("entry").forEach(entry -> {
                String change = change(entry);
                if (change.matches("[A-Za-z]+/" + idsBegin + ".*")) {
                    changes.add(change);
                }
            });
            next = link(page, "next");
        }
        return List.copyOf(changes);
    }

    JsonNode put(String type, String id, String member) throws Exception {
        return send("PUT", base + "/" + type + "/" + id, resource(type, id, member));
    }

    JsonNode post(String type, String member) throws Exception {
        return send("POST", base + "/" + type, resource(type, null, member));
    }

    /** Creates it unless one with that identifier is there; whichever it is, it is what is returned. */
    JsonNode postUnlessThere(String type, String identifier) throws Exception {
        return send(
                "POST", base + "/" + type, resource(type, null, identified(identifier)), "identifier=" + identifier);
    }

    /** Puts it where one with that identifier is, with that member beside it. */
    JsonNode putWhere(String type, String identifier, String member) throws Exception {
        String body = resource(type, null, identified(identifier) + "," + member);
        return send("PUT", base + "/" + type + "?identifier=" + identifier, body);
    }

    void deleteWhere(String type, String identifier) throws Exception {
        send("DELETE", base + "/" + type + "?identifier=" + identifier, null);
    }

    private static String identified(String identifier) {
        return "\"identifier\":[{\"value\":\"" + identifier + "\"}]";
    }

    void delete(String type, String id) throws Exception {
        send("DELETE", base + "/" + type + "/" + id, null);
    }

    /** Takes a deleted resource out of the server with all of its versions, as nobody can see afterwards. */
    void expunge(String type, String id) throws Exception {
        send("POST", base + "/" + type + "/" + id + "/$expunge", """
                {"resourceType":"Parameters","parameter":[
                  {"name":"expungeDeletedResources","valueBoolean":true},
                  {"name":"expungePreviousVersions","valueBoolean":true}]}""");
    }

    /** The times of the versions of one resource, by a list that the server gives; deletes have none. */
    List<String> times(String list, String id) throws Exception {
        List<String> times = new ArrayList<>();
        send("GET", base + list, null).path("entry").forEach(entry -> {
            JsonNode resource = entry.path("resource");
            if (resource.path("id").asText().equals(id)) {
                times.add(resource.at("/meta/versionId").asText() + " "
                        + resource.at("/meta/lastUpdated").asText());
            }
        });
        return times;
    }

    JsonNode bundle(String kind, List<String> entries) throws Exception {
        return send(
                "POST",
                base,
                "{\"resourceType\":\"Bundle\",\"type\":\"" + kind + "\",\"entry\":[" + String.join(",", entries)
                        + "]}");
    }

    static String putEntry(String type, String id, String member) {
        return "{\"resource\":" + resource(type, id, member) + ",\"request\":{\"method\":\"PUT\",\"url\":\"" + type
                + "/" + id + "\"}}";
    }

    static String postEntry(String type, String member) {
        return "{\"resource\":" + resource(type, null, member) + ",\"request\":{\"method\":\"POST\",\"url\":\"" + type
                + "\"}}";
    }

    static String deleteEntry(String type, String id) {
        return "{\"request\":{\"method\":\"DELETE\",\"url\":\"" + type + "/" + id + "\"}}";
    }

    private static String resource(String type, String id, String member) {
        return "{\"resourceType\":\"" + type + "\"" + (id == null ? "" : ",\"id\":\"" + id + "\"") + "," + member + "}";
    }

    private static String change(JsonNode entry) {
        String method = entry.at("/request/method").asText();
        String url = entry.at("/request/url").asText();
        String operation = method.equals("DELETE") ? "Deleted" : url.endsWith("/_history/1") ? "Created" : "Updated";
        return url + " " + operation;
    }

    private static String link(JsonNode page, String relation) {
        for (JsonNode link : page.path("link")) {
            if (link.path("relation").asText().equals(relation)) {
                return link.path("url").asText();
            }
        }
        return null;
    }

    private JsonNode send(String method, String url, String body) throws IOException, InterruptedException {
        return send(method, url, body, null);
    }

    private JsonNode send(String method, String url, String body, String ifNoneExist)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/fhir+json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (ifNoneExist != null) {
            request.header("If-None-Exist", ifNoneExist);
        }
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(method + " " + url + ": " + response.statusCode() + " " + response.body());
        }
        return json.readTree(response.body());
    }
}
