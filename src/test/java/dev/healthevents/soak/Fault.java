package dev.healthevents.soak;

/** What may go wrong. */
enum Fault {
    BRIDGE_KILLED(Place.BRIDGE, "the bridge is killed with -9", 5),
    BRIDGE_FROZEN(Place.BRIDGE, "the bridge is frozen", 60),
    BRIDGE_RESTARTED(Place.BRIDGE, "the bridge is stopped and started", 5),
    BRIDGE_CUT_OFF(Place.BRIDGE, "the bridge is cut off from its state store", 40),
    DISK_FULL(Place.BRIDGE, "no file of the bridge can be written", 20),
    CLOCK_AHEAD(Place.CLOCK, "the clock of the bridge is five minutes ahead", 40),
    CLOCK_BEHIND(Place.CLOCK, "the clock of the bridge is five minutes behind", 40),
    ROUTE_BROKEN(Place.ROUTES, "a route file is broken", 20),
    ROUTE_CHANGED(Place.ROUTES, "a route file is changed", 20),
    FHIR_SERVER_KILLED(Place.FHIR_SERVER, "HAPI is killed with -9", 5),
    FHIR_SERVER_FROZEN(Place.FHIR_SERVER, "HAPI is frozen", 60),
    DATABASE_KILLED(Place.DATABASE, "PostgreSQL is killed with -9", 5),
    DATABASE_FROZEN(Place.DATABASE, "PostgreSQL is frozen", 30),
    PACS_KILLED(Place.PACS, "Orthanc is killed with -9", 5),
    PACS_FROZEN(Place.PACS, "Orthanc is frozen", 30),
    PACS_RESTARTED(Place.PACS, "Orthanc is stopped and started", 5),
    FEED_TROUBLED(Place.FEED, "a third of the answers of the change feed go wrong", 20),
    BROKER_KILLED(Place.BROKER, "Kafka is killed with -9", 10),
    BROKER_FROZEN(Place.BROKER, "Kafka is frozen", 40),
    DELIVERER_KILLED(Place.DELIVERER, "a deliverer is killed with -9, and its disk is gone", 10),
    DELIVERER_FROZEN(Place.DELIVERER, "a deliverer is frozen", 60),
    TOPIC_AWAY(Place.TOPIC, "Event Grid is away", 30),
    TOPIC_BUSY(Place.TOPIC, "Event Grid refuses or breaks off a third of the requests", 30),
    FUNCTION_AWAY(Place.FUNCTION, "the function is away", 30),
    FUNCTION_SLOW(Place.FUNCTION, "the function takes 200 ms for each answer", 30),
    NETWORK_CUT(Place.NETWORK, "nothing passes between the bridge and HAPI", 30),
    NETWORK_SLOW(Place.NETWORK, "each 8 KB from and to HAPI take 40 ms", 30);

    final Place place;
    final String text;

    /** How many seconds it lasts at the most. */
    final int longest;

    Fault(Place place, String text, int longest) {
        this.place = place;
        this.text = text;
        this.longest = longest;
    }
}
