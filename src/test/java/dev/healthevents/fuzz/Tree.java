package dev.healthevents.fuzz;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;

/** JSON as one who holds all of it in memory sees it: what a stream's reader has to agree with. */
public final class Tree {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(500)
                            .maxNumberLength(1_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Tree() {}

    /** Nothing where it is no JSON, has a member twice, or is so large that this itself would cost too much. */
    public static Optional<JsonNode> of(byte[] json) {
        try {
            return Optional.of(MAPPER.readTree(json)).filter(node -> !node.isMissingNode());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether there is nothing after the JSON, which is known even where a member is there twice. */
    public static boolean isOne(byte[] json) {
        try (JsonParser parser = MAPPER.getFactory().createParser(json)) {
            parser.nextToken();
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (StreamConstraintsException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
