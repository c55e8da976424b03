package dev.healthevents.standin.family;

/** Writes the entries of a history as each family does. */
final class FamilyEntries {

    private final Family family;

    FamilyEntries(Family family) {
        this.family = family;
    }

    String listed(Version version) {
        return switch (family) {
            case MICROSOFT -> microsoft(version);
            case MEDPLUM -> medplum(version);
            case AIDBOX ->
                "{\"resource\":" + resource(version) + ",\"request\":" + request(version, version.type())
                        + ",\"response\":"
                        + response(version, version.deleted() ? "204" : version.number() == 1 ? "201" : "200") + "}";
            case BLAZE ->
                entry(
                        version,
                        request(
                                version,
                                version.method().equals("POST") ? version.type() : version.type() + "/" + version.id()),
                        response(version, version.deleted() ? "204" : version.number() == 1 ? "201" : "200"));
            default ->
                entry(
                        version,
                        request(version, version.type() + "/" + version.id()),
                        response(
                                version,
                                version.deleted()
                                        ? "204 No Content"
                                        : version.number() == 1 ? "201 Created" : "200 OK"));
        };
    }

    /** Deletes have a stub of a resource; what came by no verb that FHIR has, neither request nor response. */
    private String microsoft(Version version) {
        String start = "{\"fullUrl\":\"http://internal/" + version.type() + "/" + version.id() + "\",\"resource\":"
                + resource(version);
        if (version.method().equals("IMPORT")) {
            return start + "}";
        }
        String url = version.type() + "/" + (version.method().equals("POST") ? "" : version.id());
        String status = version.deleted() ? "204 NoContent" : version.number() == 1 ? "201 Created" : "200 OK";
        return start + ",\"request\":" + request(version, url) + ",\"response\":" + response(version, status) + "}";
    }

    /**
     * What creates has the type alone for its URL, and is POST whatever the client did, but for an undelete; that is told
     * as created as well by the log of changes, and as an update by the resource's own history. A delete is 200.
     *
     * @param ofResource whether it is listed in the resource's own history, which has no number of the change
     */
    String linuxForHealth(Version version, String base, boolean ofResource) {
        String path = version.type() + "/" + version.id();
        boolean first = version.number() == 1;
        boolean creates = first || version.undeletes() && !ofResource;
        String method = version.deleted() ? "DELETE" : first ? "POST" : "PUT";
        String response = response(version, creates ? "201" : "200")
                .replaceAll("}$", ",\"location\":\"" + base + "/" + path + "/_history/" + version.versionId() + "\"}");
        return "{" + (ofResource ? "" : "\"id\":\"" + version.listed() + "\",") + "\"fullUrl\":\"" + base + "/" + path
                + "\"" + (version.deleted() ? "" : ",\"resource\":" + resource(version))
                + ",\"request\":{\"method\":\"" + method + "\",\"url\":\"" + (creates ? version.type() : path)
                + "\"},\"response\":" + response + "}";
    }

    /** It says of each version that it was read, with its URL; what was deleted, it says by 410 and an outcome. */
    private String medplum(Version version) {
        String path = version.type() + "/" + version.id();
        return "{\"fullUrl\":\"http://internal/fhir/R4/" + path + "\",\"request\":{\"method\":\"GET\",\"url\":\"" + path
                + "/_history/" + version.versionId() + "\"},\"response\":{\"status\":\""
                + (version.deleted() ? "410" : "200") + "\",\"outcome\":{\"resourceType\":\"OperationOutcome\"}}"
                + (version.deleted() ? "" : ",\"resource\":" + resource(version)) + "}";
    }

    private String entry(Version version, String request, String response) {
        return "{\"fullUrl\":\"http://internal/fhir/" + version.type() + "/" + version.id() + "\""
                + (version.deleted() ? "" : ",\"resource\":" + resource(version)) + ",\"request\":" + request
                + ",\"response\":" + response + "}";
    }

    /** The entry of a search. */
    String found(Version version) {
        return "{\"search\":{\"mode\":\"match\"},\"resource\":" + resource(version) + "}";
    }

    private String resource(Version version) {
        return "{\"resourceType\":\"" + version.type() + "\",\"id\":\"" + version.id() + "\",\"meta\":{\"versionId\":\""
                + version.versionId() + "\",\"lastUpdated\":\"" + family.time(version.time()) + "\"}"
                + (version.deleted() && family == Family.MICROSOFT ? "" : ",\"active\":true") + "}";
    }

    private static String request(Version version, String url) {
        return "{\"method\":\"" + version.method() + "\",\"url\":\"" + url + "\"}";
    }

    private String response(Version version, String status) {
        return "{\"status\":\"" + status + "\",\"etag\":\"W/\\\"" + version.versionId() + "\\\"\",\"lastModified\":\""
                + family.time(version.time()) + "\"}";
    }
}
