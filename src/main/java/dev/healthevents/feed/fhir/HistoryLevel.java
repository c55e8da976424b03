package dev.healthevents.feed.fhir;

/**
 * Where a server tells of its changes.
 *
 * @see <a href="https://hl7.org/fhir/R4/http.html#history">FHIR R4, history: of an instance, a type, the whole system</a>
 */
public enum HistoryLevel {
    /** {@code [base]/_history}: one list of everything. */
    SYSTEM,

    /** {@code [base]/[type]/_history}: a list for each type. */
    TYPE,

    /**
     * No list of changes: {@code [base]/[type]?_lastUpdated=…} finds the newest version of each resource, and
     * {@code [base]/[type]/[id]/_history} the versions before. Deletes can't be seen.
     */
    SEARCH
}
