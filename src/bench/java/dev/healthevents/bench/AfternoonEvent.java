package dev.healthevents.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Handler;
import org.apache.camel.component.kafka.KafkaConstants;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.IdType;

/** Makes a small CloudEvent of an entry, as far as an afternoon gets: deletes have the time of the poll. */
public final class AfternoonEvent {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Handler
    public void map(Exchange exchange) throws JsonProcessingException {
        BundleEntryComponent entry = exchange.getMessage().getBody(BundleEntryComponent.class);
        IdType version = new IdType(entry.getRequest().getUrl());
        String subject = "localhost/" + version.getResourceType() + "/" + version.getIdPart();
        String id = UUID.nameUUIDFromBytes(
                        (subject + "/" + version.getVersionIdPart()).getBytes(StandardCharsets.UTF_8))
                .toString();
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("id", id);
        event.put("source", "/subscriptions/local/workspaces/local");
        event.put("specversion", "1.0");
        event.put(
                "type",
                "Microsoft.HealthcareApis.FhirResource"
                        + type(entry.getRequest().getMethod()));
        event.put("subject", subject);
        event.put(
                "time",
                entry.hasResource()
                        ? entry.getResource().getMeta().getLastUpdatedElement().getValueAsString()
                        : Instant.now().toString());
        event.put(
                "data",
                Map.of(
                        "resourceType", version.getResourceType(),
                        "resourceFhirAccount", "localhost",
                        "resourceFhirId", version.getIdPart(),
                        "resourceVersionId", version.getVersionIdPartAsLong()));
        exchange.getMessage().setHeader("id", id);
        exchange.getMessage().setHeader(KafkaConstants.KEY, subject);
        exchange.getMessage().setBody(JSON.writeValueAsString(event));
    }

    private static String type(HTTPVerb verb) {
        return switch (verb) {
            case POST -> "Created";
            case DELETE -> "Deleted";
            default -> "Updated";
        };
    }
}
