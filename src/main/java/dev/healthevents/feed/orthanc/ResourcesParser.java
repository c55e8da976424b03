package dev.healthevents.feed.orthanc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.http.PageReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the answer of {@code /tools/bulk-content}, of which only ids are kept: it also holds a patient's names. */
final class ResourcesParser implements PageReader<List<Resource>> {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern UID = Pattern.compile("(?=.{1,64}$)\\d+(\\.\\d+)*");

    private final String uidName;
    private final String parentName;

    /**
     * @param uidName the DICOM tag that names such a resource, for example {@code SOPInstanceUID}
     * @param parentName the member that refers to its parent, for example {@code ParentSeries}
     */
    ResourcesParser(String uidName, String parentName) {
        this.uidName = uidName;
        this.parentName = parentName;
    }

    /** @throws FeedException if this is no such answer */
    @Override
    public List<Resource> read(InputStream in, Instant date) throws IOException, FeedException {
        List<Resource> resources = new ArrayList<>();
        try (JsonParser json = JSON.createParser(in)) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                throw notResources("it is no array");
            }
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (json.currentToken() == JsonToken.VALUE_NULL) {
                    continue;
                }
                // What is left out is taken for gone, so nothing else may be passed over.
                if (json.currentToken() != JsonToken.START_OBJECT) {
                    throw notResources("an item is no object");
                }
                Resource resource = resource(json);
                if (resource.id() == null) {
                    throw notResources("an item has no ID");
                }
                resources.add(resource);
            }
            JsonValue.end(json, "/tools/bulk-content");
        }
        return resources;
    }

    private Resource resource(JsonParser json) throws IOException {
        String id = null;
        String uid = null;
        String parent = null;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            if (name.equals("ID")) {
                id = JsonValue.text(json);
            } else if (name.equals(parentName)) {
                parent = JsonValue.text(json);
            } else if (name.equals("MainDicomTags") && value == JsonToken.START_OBJECT) {
                uid = uid(json);
            } else {
                json.skipChildren();
            }
        }
        return new Resource(id, uid, parent);
    }

    private String uid(JsonParser json) throws IOException {
        String uid = null;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            if (name.equals(uidName)) {
                uid = JsonValue.text(json);
            } else {
                json.skipChildren();
            }
        }
        // DICOM fills UIDs up with a zero to an even length.
        String plain = uid == null ? "" : uid.replaceAll("\\x00+$", "");
        return UID.matcher(plain).matches() ? plain : null;
    }

    private static FeedException notResources(String why) {
        return new FeedException("/tools/bulk-content did not answer as Orthanc does: " + why);
    }
}
