package dev.healthevents.standin.functions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.standin.functions.FunctionCode.Failed;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * The webhook by which Event Grid reaches functions that are bound to it.
 *
 * @see <a href="https://github.com/Azure/azure-sdk-for-net/blob/main/sdk/eventgrid/Microsoft.Azure.WebJobs.Extensions.EventGrid/src/TriggerBinding/HttpRequestProcessor.cs">HttpRequestProcessor.cs</a>
 *     and EventGridExtensionConfigProvider.cs beside it
 */
final class EventGridTrigger {

    static final String PATH = "/runtime/webhooks/EventGrid";

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, FunctionCode> functions;
    private final String key;

    /** @param key the system key {@code eventgrid_extension}, without which the host answers 401 */
    EventGridTrigger(Map<String, FunctionCode> functions, String key) {
        this.functions = functions;
        this.key = key;
    }

    FunctionAnswer answer(FunctionRequest request) {
        if (!request.has(key)) {
            return FunctionAnswer.of(401);
        }
        String name = request.query().get("functionName");
        FunctionCode function = name == null ? null : functions.get(name);
        if (function == null) {
            return FunctionAnswer.of(404, "cannot find function: '" + name + "'");
        }
        try {
            return switch (request.header("aeg-event-type").toLowerCase(Locale.ROOT)) {
                case "subscriptionvalidation" -> validation(json.readTree(request.body()));
                case "notification" -> notification(function, json.readTree(request.body()));
                case "unsubscribe" -> FunctionAnswer.of(202);
                default -> FunctionAnswer.of(400);
            };
        } catch (JsonProcessingException e) {
            // The host lets its parser's exception through.
            return FunctionAnswer.of(500);
        } catch (IOException e) {
            return FunctionAnswer.of(400);
        }
    }

    private static FunctionAnswer validation(JsonNode body) {
        JsonNode code = body.at("/0/data/validationCode");
        return code.isMissingNode()
                ? FunctionAnswer.of(500)
                : FunctionAnswer.of(200, "{\"validationResponse\":" + code + "}");
    }

    /** Every event is handed to the function on its own; when one fails, the answer for all is 500. */
    private static FunctionAnswer notification(FunctionCode function, JsonNode body) {
        if (!body.isContainerNode()) {
            return FunctionAnswer.of(500);
        }
        List<JsonNode> events =
                body.isArray() ? StreamSupport.stream(body.spliterator(), false).toList() : List.of(body);
        FunctionAnswer answer = FunctionAnswer.of(202);
        for (JsonNode event : events) {
            try {
                function.check(event);
                function.take(event);
            } catch (Failed e) {
                answer = FunctionAnswer.of(500, e.getMessage());
            }
        }
        return answer;
    }
}
