package dev.healthevents.docs;

import dev.healthevents.config.SourceProperties;
import dev.healthevents.feed.http.TlsKeys;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.yaml.snakeyaml.Yaml;

/** A configuration that can be started, made of what a page shows: perhaps a part, and without anybody's secrets. */
final class WholeConfiguration {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z_]+)}");
    private static final Set<String> OTHERS_KEYS = Set.of("health-events", "server", "management", "logging", "spring");
    private static final Set<String> SINKS = Set.of("file", "event-hubs", "event-grid", "functions", "route");
    private static final String KEY = "SharedAccessKeyName=send;SharedAccessKey=c2VjcmV0";

    private final Map<String, Object> whole;
    private final Path directory;

    /**
     * @param sample as the page shows it
     * @param directory for state and events
     * @param files where the keys and certificates are that samples name, under their names
     */
    WholeConfiguration(String sample, Path directory, Path files) {
        this.directory = directory;
        String here = sample.replaceAll("(?:/run/secrets|/etc/clinic)/", files + "/");
        Map<String, Object> shown = new Yaml()
                .load(PLACEHOLDER
                        .matcher(here)
                        .replaceAll(found -> madeUp(found.group(1)).replace("$", "\\$")));
        this.whole = OTHERS_KEYS.containsAll(shown.keySet()) ? shown : placed(shown);
        complete();
    }

    List<String> sinksWithRoutesOfTheirOwn() {
        Map<?, ?> sinks = (Map<?, ?>) ((Map<?, ?>) whole.get("health-events")).get("sinks");
        return sinks.entrySet().stream()
                .filter(sink ->
                        ((Map<?, ?>) sink.getValue()).get("type") instanceof String type && type.equals("route"))
                .map(sink -> (String) sink.getKey())
                .toList();
    }

    String yaml() {
        return new Yaml().dump(whole);
    }

    private static Map<String, Object> placed(Map<String, Object> shown) {
        Map<String, Object> settings = new LinkedHashMap<>();
        if (keys(SourceProperties.class).containsAll(shown.keySet())) {
            Map<String, Object> source = new LinkedHashMap<>(source());
            source.putAll(shown);
            settings.put("sources", Map.of("lab", source));
        } else if (SINKS.containsAll(shown.keySet()) || shown.values().stream().allMatch(WholeConfiguration::isSink)) {
            settings.put("sinks", shown);
        } else {
            throw new IllegalArgumentException("No part of a configuration is made of " + shown.keySet());
        }
        return new LinkedHashMap<>(Map.of("health-events", settings));
    }

    @SuppressWarnings("unchecked")
    private void complete() {
        Map<String, Object> settings =
                (Map<String, Object>) whole.computeIfAbsent("health-events", none -> new LinkedHashMap<>());
        settings.putIfAbsent("sources", Map.of("lab", source()));
        Map<String, Object> sinks =
                (Map<String, Object>) settings.computeIfAbsent("sinks", none -> new LinkedHashMap<>());
        if (sinks.isEmpty() || sinks.containsKey("file")) {
            Map<String, Object> file =
                    (Map<String, Object>) sinks.computeIfAbsent("file", none -> new LinkedHashMap<>());
            file.put("path", directory.resolve("events.ndjson").toString());
        }
        settings.put("state", Map.of("url", "jdbc:sqlite:" + directory.resolve("state.db")));
        settings.putIfAbsent("routes-directory", directory.toString());
    }

    private static Map<String, Object> source() {
        return Map.of("type", "fhir", "url", "https://fhir.example.org/fhir");
    }

    private static boolean isSink(Object settings) {
        return settings instanceof Map<?, ?> keys && SINKS.contains(keys.get("type"));
    }

    private static Set<String> keys(Class<?> properties) {
        return Arrays.stream(properties.getRecordComponents())
                .map(RecordComponent::getName)
                .map(DataObjectPropertyName::toDashedForm)
                .collect(Collectors.toSet());
    }

    private static String madeUp(String placeholder) {
        return switch (placeholder) {
            case "EVENT_HUBS_CONNECTION", "EVENT_HUBS_CONNECTION_STRING" ->
                "Endpoint=sb://clinic.servicebus.windows.net/;" + KEY;
            case "STORAGE_CONNECTION" ->
                "DefaultEndpointsProtocol=https;AccountName=clinic;AccountKey=c2VjcmV0;EndpointSuffix=core.windows.net";
            case "EVENT_GRID_KEY" -> "c2VjcmV0c2VjcmV0c2VjcmV0";
            // Long enough for a token, and what opens the stores.
            default -> placeholder.endsWith("_TOKEN") ? "0123456789abcdef" : TlsKeys.PASSWORD;
        };
    }
}
