package dev.healthevents.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeftoversTest extends StateTest {

    private Outbox hub;

    @BeforeEach
    void fill() {
        hub = new Outbox(database, "hub");
        commitOne("old", 1);
        commitOne("lab", 2);
    }

    private void commitOne(String source, long number) {
        WindowTransaction window = new WindowTransaction(database, new SeenIds(database), source);
        window.announce(id(number));
        window.append(hub, event(number));
        window.add(new DeadLetter(id(number + 10).toString(), "read", source, NOON, "no version", "{}"));
        window.save(cursorAt(NOON));
        window.commit(NOON, window.settled(), NOON.minus(RETENTION));
    }

    private List<Leftovers> left() {
        return Leftovers.find(database, List.of("lab"), List.of());
    }

    @Test
    void whatIsHeldOfSourcesAndSinksThatAreNotConfiguredIsFoundWithItsNumbers() {
        assertThat(left()).extracting(Leftovers::name).containsExactly("old", "hub");
        assertThat(left().get(0).rows())
                .isEqualTo(Map.of("position", 1L, "windows of seen ids", 1L, "dead letters", 1L));
        // Two events arrive in one second, or in two.
        assertThat(left().get(1).rows())
                .containsEntry("events to deliver", 2L)
                .containsOnlyKeys("events to deliver", "times of arrival");
        assertThat(Leftovers.find(database, List.of("lab", "old"), List.of("hub")))
                .isEmpty();
    }

    @Test
    void whatIsForgottenIsGoneAndNothingElse() {
        Leftovers gone = Leftovers.remove(database, Leftovers.Kind.SOURCE, "old");

        assertThat(gone.told()).isEqualTo("1 position, 1 windows of seen ids, 1 dead letters");
        assertThat(left()).extracting(Leftovers::name).containsExactly("hub");
        assertThat(Leftovers.find(database, List.of(), List.of("hub")))
                .extracting(Leftovers::name)
                .containsExactly("lab");
        assertThat(hub.first(9)).hasSize(2);
    }

    @Test
    void whatWaitsForASinkThatIsForgottenIsGone() {
        Leftovers.remove(database, Leftovers.Kind.SINK, "hub");

        assertThat(hub.first(9)).isEmpty();
        assertThat(left()).extracting(Leftovers::name).containsExactly("old");
    }

    @Test
    void whatAReplayRemembersIsNoSource() {
        Replay replay =
                Replay.begin(NOON, new ReplayRequest("lab", NOON, NOON.plusSeconds(9), List.of(), List.of("hub"), 1));
        new Replays(database).insert(replay);
        WindowTransaction part = WindowTransaction.of(database, new SeenIds(database), replay);
        part.announce(id(3));
        part.commitPart(NOON, NOON.minus(RETENTION));
        assertThat(left()).extracting(Leftovers::name).containsExactly("old", "hub");

        Leftovers.remove(database, Leftovers.Kind.SOURCE, "lab");
        assertThat(rowsOfSeen()).isEqualTo(1);
    }

    private long rowsOfSeen() {
        return database.read(connection -> {
            try (ResultSet row = connection.createStatement().executeQuery("SELECT COUNT(*) FROM seen")) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    @Test
    void everyTableWithRowsOfASourceOrASinkIsLookedInto() {
        Set<String> tables = database.read(connection -> {
            Set<String> found = new TreeSet<>();
            for (String column : List.of("source", "sink")) {
                try (ResultSet row = connection.getMetaData().getColumns(null, null, "%", column)) {
                    while (row.next()) {
                        found.add(row.getString("TABLE_NAME"));
                    }
                }
            }
            return found;
        });

        assertThat(Leftovers.tables()).containsExactlyElementsOf(tables);
    }
}
