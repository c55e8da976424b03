/**
 * FHIR servers' {@code _history} as a feed.
 *
 * @see <a href="https://hl7.org/fhir/R4/http.html#history">FHIR R4, history</a>
 */
package dev.healthevents.feed.fhir;
