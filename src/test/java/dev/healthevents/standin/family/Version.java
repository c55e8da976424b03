package dev.healthevents.standin.family;

import java.time.Instant;

/**
 * One version of one resource.
 *
 * @param method how it came about: POST, PUT, PATCH, DELETE, or IMPORT for a way that FHIR has no verb for
 * @param undeletes whether the version before it is a delete
 * @param number counts the versions of the resource from 1
 * @param versionId what the family calls it
 * @param listed a number that grows with each version that becomes visible
 */
record Version(
        String type,
        String id,
        String method,
        boolean undeletes,
        int number,
        String versionId,
        Instant time,
        long listed) {

    boolean deleted() {
        return method.equals("DELETE");
    }

    /** What its event must say, for example {@code Patient/1/_history/2 Updated}. */
    String change() {
        String operation = deleted() ? "Deleted" : number == 1 ? "Created" : "Updated";
        return type + "/" + id + "/_history/" + versionId + " " + operation;
    }
}
