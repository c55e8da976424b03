package dev.healthevents.camel.source;

/** An endpoint that a source is read from. */
public interface ReadsSource {

    /** Its name in the configuration, or the URL of its server. */
    String getSource();
}
