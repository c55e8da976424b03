package dev.healthevents.feed.fhir;

import java.util.List;

/**
 * What a server says of itself, as far as it matters here. Servers say less than they can do, and sometimes more, so it
 * is a hint of what to try.
 *
 * @param software name and version of the server, in its own words, or an empty text
 * @param types the types that it has a history of; where it tells of none, those that it can search
 * @see <a href="https://hl7.org/fhir/R4/capabilitystatement.html">FHIR R4, CapabilityStatement</a>
 */
record CapabilityStatement(String software, List<String> types) {

    static final CapabilityStatement UNKNOWN = new CapabilityStatement("", List.of());
}
