package dev.healthevents.ops;

import dev.healthevents.camel.RecentEvents;
import dev.healthevents.event.EventSchema;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The last events, newest first, as CloudEvents. */
@RestController
class EventsController {

    private final RecentEvents recent;

    EventsController(RecentEvents recent) {
        this.recent = recent;
    }

    @GetMapping(path = "/api/events", produces = MediaType.APPLICATION_JSON_VALUE)
    String events(@RequestParam(defaultValue = "20") String limit) {
        return recent.newest(number(limit)).stream()
                .map(event -> new String(EventSchema.CLOUD_EVENTS.write(event), StandardCharsets.UTF_8))
                .collect(Collectors.joining(",\n", "[", "]\n"));
    }

    private static int number(String limit) {
        if (limit.matches("0*[1-9]\\d{0,3}") && Integer.parseInt(limit) <= RecentEvents.CAPACITY) {
            return Integer.parseInt(limit);
        }
        throw new ResponseStatusException(
                HttpStatus.BAD_REQUEST, "limit must be a whole number from 1 to " + RecentEvents.CAPACITY + ".");
    }
}
