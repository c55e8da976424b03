package dev.healthevents.ops;

import dev.healthevents.event.EventSchema;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.source.RecentEvents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter.DataWithMediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Sends events to those who look on, as they come. A look-on is no sink: one that is slow is skipped events, and told
 * how many. Ends them before the web server stops, which would wait for them.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
 */
@Component
class EventStream implements SmartLifecycle {

    /** Each has a thread and a connection. */
    static final int FOLLOWERS = 16;

    /** With the pause, a thousand events a second to each: more than anybody reads, and little work. */
    private static final int BUFFER = 200;

    private static final Duration PAUSE = Duration.ofMillis(200);

    /** A follower that has gone is found out by writing to it. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final RecentEvents recent;
    private final Set<EventBuffer> followers = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread sender = new Thread(work, "events-stream");
        sender.setDaemon(true);
        return sender;
    });
    private volatile boolean running;

    EventStream(RecentEvents recent) {
        this.recent = recent;
    }

    /**
     * Begins to send.
     *
     * @param last how many of the events before now are sent first
     * @param after id of the event that was received last: those after it are sent instead, as far as they are known;
     *     {@code null} if none was
     * @throws ResponseStatusException 503 if there are too many followers already
     */
    SseEmitter follow(EventFilter filter, int last, String after) {
        EventBuffer buffer = admit(filter);
        SseEmitter emitter = new SseEmitter(0L);
        threads.execute(() -> send(buffer, emitter, filter, last, after));
        return emitter;
    }

    private synchronized EventBuffer admit(EventFilter filter) {
        if (!running || followers.size() >= FOLLOWERS) {
            throw new ResponseStatusException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "So many look on already (" + followers.size() + " of " + FOLLOWERS + "); try again later.");
        }
        EventBuffer buffer = new EventBuffer(filter, BUFFER);
        followers.add(buffer);
        return buffer;
    }

    private void send(EventBuffer buffer, SseEmitter emitter, EventFilter filter, int last, String after) {
        Consumer<List<HealthEvent>> follower = buffer::add;
        try {
            List<HealthEvent> before = recent.follow(follower);
            send(emitter, new EventBuffer.Batch(missed(before, filter, last, after), 0));
            for (var batch = buffer.take(HEARTBEAT); batch != null; batch = buffer.take(HEARTBEAT)) {
                send(emitter, batch);
                buffer.rest(PAUSE);
            }
            emitter.complete();
        } catch (IOException | IllegalStateException e) {
            // The follower has gone; there is nobody to tell.
            emitter.completeWithError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            emitter.complete();
        } finally {
            recent.unfollow(follower);
            followers.remove(buffer);
        }
    }

    private static List<HealthEvent> missed(List<HealthEvent> newestFirst, EventFilter filter, int last, String after) {
        boolean known =
                newestFirst.stream().anyMatch(event -> event.id().toString().equals(after));
        List<HealthEvent> missed = new ArrayList<>();
        for (HealthEvent event : newestFirst) {
            if (known ? event.id().toString().equals(after) : missed.size() == last) {
                break;
            }
            if (filter.takes(event)) {
                missed.add(event);
            }
        }
        Collections.reverse(missed);
        return missed;
    }

    private static void send(SseEmitter emitter, EventBuffer.Batch batch) throws IOException {
        Set<DataWithMediaType> parts = new LinkedHashSet<>();
        if (batch.skipped() > 0) {
            parts.addAll(
                    SseEmitter.event().name("skipped").data(batch.skipped()).build());
        }
        for (HealthEvent event : batch.events()) {
            String json = new String(EventSchema.CLOUD_EVENTS.write(event), StandardCharsets.UTF_8);
            parts.addAll(SseEmitter.event().id(event.id().toString()).data(json).build());
        }
        if (parts.isEmpty()) {
            parts.addAll(SseEmitter.event().comment("").build());
        }
        emitter.send(parts);
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public synchronized void stop() {
        running = false;
        followers.forEach(EventBuffer::close);
        threads.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
