package dev.healthevents.ops;

import dev.healthevents.event.EventSchema;
import dev.healthevents.source.RecentEvents;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The last events, as CloudEvents: newest first, or as they come. */
@RestController
class EventsController {

    private final RecentEvents recent;
    private final EventStream stream;

    EventsController(RecentEvents recent, EventStream stream) {
        this.recent = recent;
        this.stream = stream;
    }

    @GetMapping(path = "/api/events", produces = MediaType.APPLICATION_JSON_VALUE)
    String events(@RequestParam(defaultValue = "20") String limit) {
        return recent.newest(number("limit", limit, 1)).stream()
                .map(event -> new String(EventSchema.CLOUD_EVENTS.write(event), StandardCharsets.UTF_8))
                .collect(Collectors.joining(",\n", "[", "]\n"));
    }

    /** Each event as it comes, and before those the last ones, oldest first. */
    @GetMapping(path = "/api/events/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter stream(
            @RequestParam(defaultValue = "") List<String> type,
            @RequestParam(defaultValue = "") List<String> resourceType,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "0") String last,
            @RequestHeader(name = "Last-Event-ID", required = false) String after) {
        return stream.follow(new EventFilter(type, resourceType, subject), number("last", last, 0), after);
    }

    private static int number(String name, String value, int least) {
        if (value.matches("\\d{1,9}")) {
            int number = Integer.parseInt(value);
            if (number >= least && number <= RecentEvents.CAPACITY) {
                return number;
            }
        }
        throw new ResponseStatusException(
                HttpStatus.BAD_REQUEST,
                name + " must be a whole number from " + least + " to " + RecentEvents.CAPACITY + ".");
    }
}
