package dev.healthevents.source;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Feed;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Rejected;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A feed that answers with what the test says: one answer a read, the last one again and again. */
public class ScriptedFeed implements Feed {

    public interface Answer {
        WindowRead to(Window window) throws FeedException;
    }

    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Queue<Window> asked = new ConcurrentLinkedQueue<>();

    public ScriptedFeed then(Answer answer) {
        answers.add(answer);
        return this;
    }

    public ScriptedFeed thenEvents(HealthEvent... events) {
        return then(window -> new WindowRead(window, List.of(events), List.of(), serverTime(), events.length));
    }

    public static WindowRead empty(Window window) {
        return new WindowRead(window, List.of(), List.of(), Instant.now(), 0);
    }

    public ScriptedFeed thenRejected(Rejected rejected) {
        return then(window -> new WindowRead(window, List.of(), List.of(rejected), serverTime(), 1));
    }

    public ScriptedFeed thenFails(String reason) {
        return then(window -> {
            throw new FeedException(reason);
        });
    }

    public List<Window> asked() {
        return List.copyOf(asked);
    }

    @Override
    public Instant serverTime() {
        return Events.TIME.plusSeconds(1);
    }

    @Override
    public WindowRead read(Window window, int limit) throws FeedException {
        asked.add(window);
        Answer answer = answers.size() > 1 ? answers.remove() : answers.element();
        return answer.to(window);
    }

    @Override
    public boolean readsClosedWindows() {
        return false;
    }

    @Override
    public String capabilities() {
        return "as scripted";
    }

    @Override
    public Instant oldest(Instant before) {
        return before;
    }

    @Override
    public void close() {}
}
