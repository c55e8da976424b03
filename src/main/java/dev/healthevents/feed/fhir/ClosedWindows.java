package dev.healthevents.feed.fhir;

/** By what a server's history can be asked for a window that has an end. */
public enum ClosedWindows {
    /** {@code _at=ge…&_at=lt…}, as HAPI FHIR takes it. Search has the same with {@code _lastUpdated}. */
    AT,

    /** {@code _since=…&_before=…}, as Microsoft's server (excluded) and LinuxForHealth's (included) take it. */
    BEFORE,

    /** By nothing: what is listed has to be put aside first. */
    NONE
}
