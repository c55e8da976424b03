package dev.healthevents.source;

import dev.healthevents.state.Backlogs;
import dev.healthevents.state.Cursors;
import dev.healthevents.state.DeadLetter;
import dev.healthevents.state.Replay;
import dev.healthevents.state.Replays;
import dev.healthevents.state.SeenIds;
import dev.healthevents.state.StateDatabase;
import dev.healthevents.state.WindowTransaction;

/** The durable state that sources share. */
public record State(
        StateDatabase database,
        Cursors cursors,
        Backlogs backlogs,
        Replays replays,
        SeenIds seen,
        PartBytes partBytes) {

    public static State of(StateDatabase database) {
        return new State(
                database,
                new Cursors(database),
                new Backlogs(database),
                new Replays(database),
                new SeenIds(database),
                new PartBytes(Runtime.getRuntime().maxMemory()));
    }

    public WindowTransaction begin(String source) {
        return new WindowTransaction(database, seen, source);
    }

    public WindowTransaction begin(DeadLetter letter) {
        return WindowTransaction.of(database, seen, letter);
    }

    public WindowTransaction begin(Replay replay) {
        return WindowTransaction.of(database, seen, replay);
    }
}
