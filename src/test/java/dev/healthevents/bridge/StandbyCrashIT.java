package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.healthevents.soak.DatabasePart;
import dev.healthevents.standin.HistoryServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two bridges on one PostgreSQL: one works, the other stands by, and takes over in whatever way the one goes. Each test
 * takes the two as the one before has left them, in an order in which few have to be started.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process can't be frozen there")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StandbyCrashIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration ENDED = Duration.ofSeconds(10);
    private static final Duration OUT_OF_REACH = Duration.ofSeconds(30);
    private static final Duration LEASE_IS_OVER = Duration.ofSeconds(20);
    private static final int CHANGES = 50;

    @TempDir
    static Path database;

    @TempDir
    static Path left;

    @TempDir
    static Path right;

    private static DatabasePart postgres;
    private static HistoryServer server;
    private static List<PairMember> pair;

    private PairMember owner;
    private PairMember standby;

    @BeforeAll
    static void start() throws Exception {
        postgres = new DatabasePart(database.resolve("postgres"));
        postgres.start();
        server = HistoryServer.start();
        pair = List.of(
                new PairMember(left, postgres.port(), server.url()),
                new PairMember(right, postgres.port(), server.url()));
    }

    @AfterAll
    static void stop() throws Exception {
        for (PairMember member : pair) {
            member.close();
        }
        server.close();
        postgres.close();
    }

    @BeforeEach
    void oneWorksAndTheOtherStandsBy() throws Exception {
        for (PairMember member : pair) {
            if (!member.runs()) {
                member.start();
            }
        }
        await().atMost(PATIENCE)
                .until(
                        () -> pair.stream().map(PairMember::state).sorted().toList(),
                        List.of("running", "standby")::equals);
        boolean inOrder = pair.get(0).state().equals("running");
        owner = pair.get(inOrder ? 0 : 1);
        standby = pair.get(inOrder ? 1 : 0);
        write();
        await().atMost(PATIENCE).until(StandbyCrashIT::allAnnounced);
        // What the sink has and the outbox does not know yet may come again.
        await().atMost(PATIENCE)
                .until(() -> owner.status().at("/sinks/0/pending").asInt(-1) == 0);
    }

    @Test
    @Order(1)
    void whoStandsByIsReadyAndSaysSoAndDoesNothing() throws Exception {
        JsonNode status = standby.status();
        assertThat(status.at("/sources/0/state").asText()).isEqualTo("standby");
        assertThat(status.at("/sinks/0/state").asText()).isEqualTo("standby");
        assertThat(status.at("/sinks/0/lastError").isNull()).isTrue();
        assertThat(standby.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(standby.get("/actuator/health/flow").statusCode()).isEqualTo(200);
        assertThat(standby.get("/actuator/prometheus").body()).contains("health_events_standby 1.0");
        assertThat(owner.get("/actuator/prometheus").body()).contains("health_events_standby 0.0");
        assertThat(standby.changes()).isEmpty();
    }

    @Test
    @Order(2)
    void whoStandsByRefusesWhatItIsAskedToDo() throws Exception {
        for (String path : List.of("/api/sources/lab/wake", "/api/sources/lab/replays", "/api/dead-letters/redrive")) {
            HttpResponse<String> refused = standby.post(path);

            assertThat(refused.statusCode()).as(path).isEqualTo(503);
            assertThat(refused.body()).contains("This bridge stands by, since another one has the state store");
        }
    }

    @Test
    @Order(3)
    void whatIsOnItsWayWhenPostgresIsKilledIsAnnouncedWhenItIsBack() throws Exception {
        write();
        postgres.kill();
        write();
        postgres.start();

        await().atMost(PATIENCE).until(StandbyCrashIT::allAnnounced);
        assertThat(announced().distinct().toList())
                .containsExactlyInAnyOrderElementsOf(
                        server.history().stream().map(Announced::expected).toList());
    }

    @Test
    @Order(4)
    void aPairWaitsWhileNeitherReachesPostgresAndThenOneGoesOn() throws Exception {
        for (PairMember member : pair) {
            member.network().cut();
        }
        long before = announced().count();
        write();
        await().pollDelay(LEASE_IS_OVER)
                .atMost(PATIENCE)
                .until(() -> announced().count() == before);

        for (PairMember member : pair) {
            member.network().mend();
        }
        await().atMost(PATIENCE).until(StandbyCrashIT::allAnnounced);
    }

    @Test
    @Order(5)
    void anOwnerGoesOnWhenPostgresWasRestarted() throws Exception {
        postgres.restart();
        write();

        await().atMost(PATIENCE).until(StandbyCrashIT::allAnnounced);
        assertThat(owner.state()).isEqualTo("running");
    }

    @Test
    @Order(6)
    void anOwnerThatIsFrozenIsTakenOverFromAndThawedStandsBy() throws Exception {
        int before = owner.changes().size();
        owner.process().freeze();
        write();
        await().atMost(OUT_OF_REACH).until(StandbyCrashIT::allAnnounced);

        owner.process().resume();
        write();
        await().atMost(PATIENCE).until(() -> owner.state().equals("standby"));
        await().atMost(PATIENCE).until(StandbyCrashIT::allAnnounced);
        assertThat(owner.changes()).hasSize(before);
        assertEachOnce();
    }

    @Test
    @Order(7)
    void anOwnerThatIsCutOffIsTakenOverFromAndStandsByWhenItHearsOfThat() throws Exception {
        int before = owner.changes().size();
        owner.network().cut();
        write();
        await().atMost(OUT_OF_REACH).until(StandbyCrashIT::allAnnounced);

        owner.network().mend();
        await().atMost(PATIENCE).until(() -> owner.state().equals("standby"));
        assertThat(owner.changes()).hasSize(before);
        assertEachOnce();
    }

    @Test
    @Order(8)
    void whatAnOwnerLeavesThatEndsTheOtherGoesOnWith() throws Exception {
        owner.process().close();
        write();

        await().atMost(ENDED).until(StandbyCrashIT::allAnnounced);
        assertEachOnce();
    }

    @Test
    @Order(9)
    void anOwnerThatIsKilledIsTakenOverFromWithinTenSeconds() throws Exception {
        owner.process().kill();
        write();

        await().atMost(ENDED).until(StandbyCrashIT::allAnnounced);
        assertEachOnce();
    }

    private static void write() {
        int known = server.history().size();
        IntStream.range(known, known + CHANGES).forEach(i -> server.create("Patient", "p-" + i));
    }

    private static boolean allAnnounced() {
        return announced().distinct().count() == server.history().size();
    }

    /** Nothing was being delivered when the one went, so that nothing comes twice. */
    private static void assertEachOnce() {
        assertThat(announced())
                .containsExactlyInAnyOrderElementsOf(
                        server.history().stream().map(Announced::expected).toList());
    }

    private static Stream<String> announced() {
        return pair.stream().flatMap(member -> member.changes().stream());
    }
}
