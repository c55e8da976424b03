package dev.healthevents.feed.fhir;

import dev.healthevents.feed.FeedException;

/** A list says of none of its versions when it was, so that nobody can tell what of it is new. */
class NoTimesException extends FeedException {

    private static final long serialVersionUID = 1L;

    /** @param list its URL */
    NoTimesException(String list) {
        super(list + " tells no times: neither meta.lastUpdated nor response.lastModified is in any of its entries. So"
                + " what is new there can't be told from what is old, and nothing of it is read: have the server write"
                + " meta.lastUpdated, or leave this type out by naming others under `types`");
    }
}
