package dev.healthevents.feed.fhir;

import dev.healthevents.feed.FeedException;

/** The server answered with 200 and JSON, but not with a Bundle of the type that was asked for. */
class NotSuchBundleException extends FeedException {

    private static final long serialVersionUID = 1L;

    NotSuchBundleException(String wanted, String what) {
        super("A " + wanted + " Bundle was expected, but the server answered " + what
                + "; is `url` the FHIR base, and does the server support "
                + (wanted.equals("history") ? "`_history`?" : "searching by `_lastUpdated`?"));
    }
}
