package dev.healthevents.feed.topic;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Rejected;
import java.util.List;

/**
 * What one record of a topic holds.
 *
 * @param events its health events, in their order
 * @param rejected what claims to be a health event, and can't be understood as one
 * @param foreign how many events it holds that are about something else; 1 where it is no event at all
 */
public record RecordEvents(List<HealthEvent> events, List<Rejected> rejected, int foreign) {}
