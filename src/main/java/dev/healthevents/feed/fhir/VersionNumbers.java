package dev.healthevents.feed.fhir;

import java.time.Duration;
import java.util.List;

/**
 * What whole numbers of versions count on one server: the versions of each resource, from 1, or the transactions of all
 * of them, as on Blaze and Aidbox. For all that read from it.
 */
final class VersionNumbers {

    /** The one transaction with the number 1 has one time. */
    private static final Duration APART = Duration.ofSeconds(1);

    private FhirChange first;
    private boolean ofResources;
    private boolean ofTransactions;

    /** Learns from what was read: two resources whose version 1 is not of one time. */
    synchronized void learn(List<FhirChange> changes) {
        for (FhirChange change : changes) {
            if (ofResources) {
                return;
            }
            if (!change.version().equals("1") || !change.told()) {
                continue;
            }
            if (first == null) {
                first = change;
            }
            boolean other = !change.id().equals(first.id()) || !change.type().equals(first.type());
            ofResources =
                    other && Duration.between(first.time(), change.time()).abs().compareTo(APART) > 0;
        }
    }

    /** Takes note of a resource without a version before one whose number is not 1. */
    synchronized void beganLater() {
        ofTransactions = true;
    }

    /** Whether they count the versions of each resource, for all that is known. */
    synchronized boolean ofResources() {
        return ofResources;
    }

    /** Whether they count transactions, for all that is known. */
    synchronized boolean ofTransactions() {
        return ofTransactions && !ofResources;
    }
}
