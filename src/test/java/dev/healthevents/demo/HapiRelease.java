package dev.healthevents.demo;

/** The HAPI FHIR releases that the tests run against. */
public enum HapiRelease {
    /** 8.8.0, with rest-hook subscriptions. */
    V8_8(null, "hapi-server"),
    /** 7.2.0, with rest-hooks switched off. */
    V7_2("hapi-7.2", "hapi-server-7.2");

    /** The profile in {@code src/test/hapi-server/pom.xml}, {@code null} for none. */
    final String profile;

    /** Under {@code target}. */
    final String directory;

    HapiRelease(String profile, String directory) {
        this.profile = profile;
        this.directory = directory;
    }
}
