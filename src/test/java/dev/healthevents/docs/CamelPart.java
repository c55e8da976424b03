package dev.healthevents.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A component, language or data format that Camel finds in a jar.
 *
 * @param kind {@code component}, {@code language} or {@code dataformat}
 * @param name as routes write it
 * @param implementation as Camel names it, where that differs: a data format may have several
 * @param meaning in a sentence or two
 * @param jar that it is in, without its ending
 */
record CamelPart(String kind, String name, String implementation, String meaning, String jar) {

    private static final Pattern SERVICE =
            Pattern.compile("META-INF/services/org/apache/camel/(component|language|dataformat)/([\\w+-]+)");
    private static final Pattern CATALOG_ENTRY = Pattern.compile("META-INF/.+\\.json");

    /** @param files what is below META-INF in the jar, by path */
    static List<CamelPart> in(Map<String, byte[]> files, String jar) throws IOException {
        Map<String, JsonNode> catalog = new HashMap<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (CATALOG_ENTRY.matcher(file.getKey()).matches()) {
                // The first member of an entry is the part itself, those that follow are its options.
                JsonNode about =
                        new ObjectMapper().readTree(file.getValue()).elements().next();
                catalog.put(
                        about.path("kind").asText() + "/" + about.path("name").asText(), about);
            }
        }
        List<CamelPart> parts = new ArrayList<>();
        for (String file : files.keySet()) {
            Matcher service = SERVICE.matcher(file);
            if (service.matches()) {
                String implementation = service.group(2);
                JsonNode about =
                        catalog.getOrDefault(service.group(1) + "/" + implementation, MissingNode.getInstance());
                String written = about.path("modelName").asText(implementation);
                boolean another = files.containsKey(file.replaceFirst("[^/]+$", written));
                parts.add(new CamelPart(
                        service.group(1),
                        another ? implementation : written,
                        implementation,
                        about.path("description").asText("see [routes](routes.md)"),
                        jar));
            }
        }
        return parts;
    }

    /** Of a table. */
    String row() {
        String also = name.equals(implementation) ? "" : " (`" + implementation + "`)";
        return "| `%s`%s | %s | %s |\n".formatted(name, also, meaning.replace("|", "\\|"), jar);
    }
}
