package dev.healthevents.soak;

import dev.healthevents.bridge.CutTcp;

/** The bridge that a fault has hit last, which is the one to mend. */
final class HitBridge {

    private final Stage stage;
    private BridgePart last;

    HitBridge(Stage stage) {
        this.stage = stage;
    }

    /** Who reads now. */
    BridgePart owner() {
        last = stage.owner();
        return last;
    }

    BridgePart last() {
        return last;
    }

    /** That of who reads now to the state store. */
    CutTcp network() {
        return stage.networks.get(stage.readers.indexOf(owner()));
    }
}
