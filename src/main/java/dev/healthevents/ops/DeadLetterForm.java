package dev.healthevents.ops;

import com.fasterxml.jackson.databind.JsonNode;
import dev.healthevents.state.DeadLetter;
import dev.healthevents.state.DeadLetterSearch;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ResponseStatusException;

/**
 * Which dead letters are asked for, and says what is wrong with the question.
 *
 * @param search those that are meant
 * @param limit how many to list at the most
 */
record DeadLetterForm(DeadLetterSearch search, int limit) {

    private static final int LISTED = 100;
    private static final int MOST_LISTED = 1000;
    private static final int MOST_IDS = 1000;
    private static final List<String> STAGES = List.of(DeadLetter.READ, DeadLetter.ROUTE, DeadLetter.DELIVER);
    private static final Set<String> PARAMETERS = Set.of("stage", "source", "sink", "reason", "id", "limit");
    private static final Set<String> MEMBERS = Set.of("all", "stage", "source", "sink", "reason", "ids");

    /** @throws ResponseStatusException 400 with a sentence */
    static DeadLetterForm of(MultiValueMap<String, String> parameters) {
        for (String name : parameters.keySet()) {
            require(PARAMETERS.contains(name), "'" + name + "' is none of stage, source, sink, reason, id and limit.");
        }
        Map<String, String> single = parameters.toSingleValueMap();
        List<String> ids = parameters.getOrDefault("id", List.of());
        return new DeadLetterForm(
                search(single.get("stage"), single.get("source"), single.get("sink"), single.get("reason"), ids),
                limit(single.get("limit")));
    }

    /**
     * @param body says which are to be sent again or given up
     * @throws ResponseStatusException 400 with a sentence
     */
    static DeadLetterForm of(JsonNode body) {
        require(
                body != null && body.isObject() && !body.isEmpty(),
                "The body must say which: {\"all\": true}, or one or more of sink, reason, ids, source and stage.");
        for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            require(MEMBERS.contains(name), "'" + name + "' is none of all, sink, reason, ids, source and stage.");
        }
        boolean all = body.has("all");
        require(!all || body.get("all").isBoolean(), "all must be true or left out.");
        require(!all || body.size() == 1, "all goes with nothing else; leave it out for some of them.");
        require(!all || body.get("all").asBoolean(), "all must be true or left out.");
        return new DeadLetterForm(
                search(text(body, "stage"), text(body, "source"), text(body, "sink"), text(body, "reason"), ids(body)),
                LISTED);
    }

    private static DeadLetterSearch search(String stage, String source, String sink, String reason, List<String> ids) {
        require(stage == null || STAGES.contains(stage), "stage must be read, route or deliver.");
        require(ids.size() <= MOST_IDS, "More than " + MOST_IDS + " ids are too many; ask for them in parts.");
        return new DeadLetterSearch(stage, source, sink, reason, List.copyOf(ids));
    }

    private static List<String> ids(JsonNode body) {
        if (!body.has("ids")) {
            return List.of();
        }
        require(
                body.get("ids").isArray() && !body.get("ids").isEmpty(),
                "ids must be an array of ids, not an empty one.");
        List<String> ids = new ArrayList<>();
        body.get("ids").forEach(id -> ids.add(id.asText()));
        return ids;
    }

    private static String text(JsonNode body, String name) {
        require(!body.has(name) || body.get(name).isTextual(), name + " must be a text.");
        return body.path(name).textValue();
    }

    private static int limit(String value) {
        require(
                value == null || value.matches("0*[1-9]\\d{0,3}") && Integer.parseInt(value) <= MOST_LISTED,
                "limit must be a whole number from 1 to " + MOST_LISTED + ".");
        return value == null ? LISTED : Integer.parseInt(value);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, otherwise);
        }
    }
}
