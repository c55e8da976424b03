package dev.healthevents.ops;

import dev.healthevents.camel.RecentEvents;
import dev.healthevents.event.EventSchema;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The last events, newest first, as CloudEvents. */
@RestController
class EventsController {

    private final RecentEvents recent;

    EventsController(RecentEvents recent) {
        this.recent = recent;
    }

    @GetMapping(path = "/api/events", produces = MediaType.APPLICATION_JSON_VALUE)
    String events(@RequestParam(defaultValue = "20") int limit) {
        return recent.newest(Math.max(0, limit)).stream()
                .map(event -> new String(EventSchema.CLOUD_EVENTS.write(event), StandardCharsets.UTF_8))
                .collect(Collectors.joining(",\n", "[", "]\n"));
    }
}
