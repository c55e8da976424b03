package dev.healthevents.soak;

/** What a fault happens to. No two happen to one place at once. */
enum Place {
    BRIDGE(20),
    CLOCK(10),
    ROUTES(10),
    FHIR_SERVER(60),
    DATABASE(40),
    PACS(10),
    FEED(5),
    BROKER(25),
    DELIVERER(20),
    TOPIC(5),
    FUNCTION(5),
    NETWORK(5);

    /** How many seconds it is left alone after a fault. */
    final int recovers;

    Place(int recovers) {
        this.recovers = recovers;
    }
}
