package dev.healthevents.source;

import dev.healthevents.event.HealthEvent;
import java.time.Instant;
import java.util.List;

/**
 * What a window announced.
 *
 * @param events how many
 * @param oldest when the first of them happened, by the server's clock; {@link Instant#MAX} where there are none
 */
record Announced(int events, Instant oldest) {

    static final Announced NOTHING = new Announced(0, Instant.MAX);

    static Announced of(List<HealthEvent> events) {
        Instant oldest =
                events.stream().map(HealthEvent::time).min(Instant::compareTo).orElse(Instant.MAX);
        return new Announced(events.size(), oldest);
    }

    Announced and(Announced more) {
        return new Announced(events + more.events, oldest.isBefore(more.oldest) ? oldest : more.oldest);
    }
}
