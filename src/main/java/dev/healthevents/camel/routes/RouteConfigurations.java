package dev.healthevents.camel.routes;

import dev.healthevents.camel.yaml.WrongYamlException;
import dev.healthevents.camel.yaml.YamlObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PatternHelper;

/**
 * What route files say of how other routes handle what fails: by id, as it is written. Routes keep the configuration with
 * which they were made, so where one has changed, those that use it are made anew.
 */
final class RouteConfigurations {

    /** Of one without an id, which all routes use that name none. */
    private static final String GLOBAL = "";

    /** Of what Camel may understand and we do not: then every route may use it. */
    private static final String UNKNOWN = "*";

    private RouteConfigurations() {}

    /** Those of one file. */
    static Map<String, List<Object>> of(RouteFile file) {
        if (!file.configuresOthers()) {
            return Map.of();
        }
        Map<String, List<Object>> found = new HashMap<>();
        try {
            if (YamlObject.read(file.origin(), file.content()) instanceof List<?> items) {
                items.forEach(item -> add(item, found));
            }
        } catch (WrongYamlException e) {
            found.put(UNKNOWN, List.of(file.content()));
        }
        return found;
    }

    /** The ids in one file; those without one hold all together. */
    static Set<String> ids(RouteFile file) {
        Set<String> ids = new HashSet<>(of(file).keySet());
        ids.removeAll(Set.of(GLOBAL, UNKNOWN));
        return ids;
    }

    private static void add(Object item, Map<String, List<Object>> found) {
        if (item instanceof Map<?, ?> map && map.get("routeConfiguration") instanceof Map<?, ?> configuration) {
            Object id = configuration.get("id");
            found.computeIfAbsent(id == null ? GLOBAL : id.toString(), none -> new ArrayList<>())
                    .add(configuration);
        }
    }

    /** The ids of those that are not in both as they were. */
    static Set<String> changed(Collection<RouteFile> before, Collection<RouteFile> after) {
        Map<String, List<Object>> then = of(before);
        Map<String, List<Object>> now = of(after);
        Set<String> changed = new HashSet<>(then.keySet());
        changed.addAll(now.keySet());
        changed.removeIf(id -> then.containsKey(id) && then.get(id).equals(now.get(id)));
        return changed;
    }

    private static Map<String, List<Object>> of(Collection<RouteFile> files) {
        Map<String, List<Object>> all = new HashMap<>();
        files.forEach(file -> of(file).forEach((id, written) ->
                all.computeIfAbsent(id, none -> new ArrayList<>()).addAll(written)));
        return all;
    }

    /** Whether a route uses one of these, by Camel's rule. */
    static boolean used(RouteDefinition route, Set<String> ids) {
        String named = route.getRouteConfigurationId();
        if (ids.contains(UNKNOWN)) {
            return true;
        }
        if (named == null) {
            return ids.contains(GLOBAL);
        }
        for (String pattern : named.split(",")) {
            if (pattern.contains("{{")
                    || ids.stream().anyMatch(id -> PatternHelper.matchPattern(id, pattern.strip()))) {
                return true;
            }
        }
        return false;
    }
}
