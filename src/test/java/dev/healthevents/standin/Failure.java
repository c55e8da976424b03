package dev.healthevents.standin;

/** What can go wrong with a history page. */
public enum Failure {
    /** 503 with {@code Retry-After: 1}. */
    UNAVAILABLE,
    /** 500 with an OperationOutcome. */
    SERVER_ERROR,
    /** 429 with {@code Retry-After: 1}. */
    TOO_MANY_REQUESTS,
    /** The connection ends before as many bytes were sent as {@code Content-Length} says. */
    SHORT_OF_LENGTH,
    /** The connection ends in the middle of a chunked body. */
    CUT_CHUNK,
    /** 200 with a page of HTML, as gateways send. */
    HTML,
    /** 200 and {@code application/fhir+json}, but the JSON breaks off with a brace too few. */
    BAD_JSON,
    /** No answer at all until the stand-in is closed. */
    HANG,
    /** {@code next} points at another host, see {@link HistoryServer#nextAt}. */
    NEXT_ELSEWHERE,
    /** Entries without meta.versionId, etag and version in request.url. */
    NO_VERSIONS,
    /** 200 with an empty Bundle of type searchset, as Medplum answers. */
    SEARCHSET,
    /** The connection is reset. */
    RESET
}
