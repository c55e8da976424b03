package dev.healthevents.soak;

import static dev.healthevents.standin.eventgrid.TopicFailure.RESET;
import static dev.healthevents.standin.eventgrid.TopicFailure.RESET_AFTER_STORING;
import static dev.healthevents.standin.eventgrid.TopicFailure.SERVER_ERROR_AFTER_STORING;
import static dev.healthevents.standin.eventgrid.TopicFailure.TOO_MANY_REQUESTS;
import static dev.healthevents.standin.eventgrid.TopicFailure.UNAVAILABLE;

import dev.healthevents.bridge.CutTcp;
import dev.healthevents.standin.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** How each fault is brought about and mended in a stage. */
final class Troubles {

    private static final int FIVE_MINUTES = 300;
    private static final double A_THIRD = 0.33;

    private final Stage stage;
    private final Map<Fault, Trouble> all = new EnumMap<>(Fault.class);
    private final HitBridge hit;
    private int deliverer;

    private Troubles(Stage stage) {
        this.stage = stage;
        this.hit = new HitBridge(stage);
    }

    static Map<Fault, Trouble> of(Stage stage) {
        Troubles troubles = new Troubles(stage);
        troubles.bridge();
        troubles.servers();
        troubles.broker();
        troubles.sinks();
        return troubles.all;
    }

    private void add(Fault fault, Trouble.Step begin, Trouble.Step end) {
        all.put(fault, new Trouble(begin, end));
    }

    private void bridge() {
        add(Fault.BRIDGE_KILLED, () -> hit.owner().kill(), () -> hit.last().start());
        add(Fault.BRIDGE_FROZEN, () -> hit.owner().freeze(), () -> hit.last().thaw());
        add(Fault.BRIDGE_RESTARTED, () -> hit.owner().stop(), () -> hit.last().start());
        add(
                Fault.DISK_FULL,
                () -> FileLimit.none(hit.owner().pid()),
                () -> FileLimit.lift(hit.last().pid()));
        add(Fault.CLOCK_AHEAD, () -> setOff(FIVE_MINUTES), () -> setOff(0));
        add(Fault.CLOCK_BEHIND, () -> setOff(-FIVE_MINUTES), () -> setOff(0));
        add(Fault.ROUTE_BROKEN, () -> routes(RouteFile::broken), () -> routes(RouteFile::original));
        add(Fault.ROUTE_CHANGED, () -> routes(RouteFile::changed), () -> routes(RouteFile::original));
        if (!stage.networks.isEmpty()) {
            add(Fault.BRIDGE_CUT_OFF, () -> hit.network().cut(), () -> stage.networks.forEach(CutTcp::mend));
        }
    }

    private void setOff(int seconds) throws Exception {
        for (BridgePart reader : stage.readers) {
            SetOffClock.setOff(reader.clock(), seconds);
        }
    }

    private interface Edit {
        void of(Path bridge) throws Exception;
    }

    private void routes(Edit edit) throws Exception {
        for (BridgePart reader : stage.readers) {
            edit.of(reader.directory());
        }
    }

    private void servers() {
        Servers servers = stage.servers;
        kills(Fault.FHIR_SERVER_KILLED, Fault.FHIR_SERVER_FROZEN, servers.fhir);
        kills(Fault.DATABASE_KILLED, Fault.DATABASE_FROZEN, servers.database);
        kills(Fault.PACS_KILLED, Fault.PACS_FROZEN, servers.pacs);
        add(Fault.PACS_RESTARTED, servers.pacs::stop, servers.pacs::start);
        add(
                Fault.FEED_TROUBLED,
                () -> servers.feed.failRandomly(
                        A_THIRD, Failure.UNAVAILABLE, Failure.SERVER_ERROR, Failure.RESET, Failure.CUT_CHUNK),
                () -> servers.feed.failRandomly(0));
        add(Fault.NETWORK_CUT, servers.network::cut, servers.network::mend);
        add(Fault.NETWORK_SLOW, servers::slowNetwork, servers.network::mend);
    }

    private void kills(Fault killed, Fault frozen, Part part) {
        add(killed, part::kill, part::start);
        add(frozen, part::freeze, part::thaw);
    }

    private void broker() {
        kills(Fault.BROKER_KILLED, Fault.BROKER_FROZEN, stage.servers.broker);
        add(
                Fault.DELIVERER_KILLED,
                () -> nextDeliverer().killWithDisk(),
                () -> lastDeliverer().start());
        add(
                Fault.DELIVERER_FROZEN,
                () -> nextDeliverer().freeze(),
                () -> lastDeliverer().thaw());
    }

    private BridgePart nextDeliverer() {
        deliverer++;
        return lastDeliverer();
    }

    private BridgePart lastDeliverer() {
        return stage.deliverers.get(deliverer % stage.deliverers.size());
    }

    private void sinks() {
        add(Fault.TOPIC_AWAY, stage.topic::goAway, stage.topic::comeBack);
        add(
                Fault.TOPIC_BUSY,
                () -> stage.topic.failRandomly(
                        A_THIRD,
                        TOO_MANY_REQUESTS,
                        UNAVAILABLE,
                        RESET,
                        RESET_AFTER_STORING,
                        SERVER_ERROR_AFTER_STORING),
                () -> stage.topic.failRandomly(0));
        add(Fault.FUNCTION_AWAY, stage.functions::refuse, stage.functions::listen);
        add(
                Fault.FUNCTION_SLOW,
                () -> stage.functions.slow(Duration.ofMillis(200)),
                () -> stage.functions.slow(Duration.ZERO));
    }
}
