package dev.healthevents.camel.routes;

import ca.uhn.fhir.context.FhirContext;

/** FHIR R5, whose classes are not in the jar. */
public final class FhirR5 {

    private FhirR5() {}

    /**
     * A context of its own, for a client of its own.
     *
     * @throws IllegalStateException if its classes are not on the class path
     */
    public static FhirContext context() {
        need();
        return FhirContext.forR5();
    }

    /** @throws IllegalStateException if its classes are not on the class path */
    static void need() {
        try {
            Class.forName("org.hl7.fhir.r5.model.Resource");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "A client for FHIR R5 needs org.hl7.fhir.r5, which is not in the jar: put it into ./lib, as"
                            + " docs/routes.md says",
                    e);
        }
    }
}
