package org.example.clinic;

import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Appends each new patient to a file; all other changes are dropped. */
@Component
class Changes extends RouteBuilder {

    @Override
    public void configure() {
        from("fhir-history:{{fhir.url}}?start=now&types=Patient&stateUrl=jdbc:sqlite:{{state}}")
                .routeId("changes")
                .filter(simple("${body.type} == 'Microsoft.HealthcareApis.FhirResourceCreated'"))
                .log(LoggingLevel.INFO, "New: ${body.subject}")
                .setHeader("CamelFileName", constant("patients.ndjson"))
                .to("file:{{directory}}?fileExist=Append&appendChars=\\n");
    }
}
