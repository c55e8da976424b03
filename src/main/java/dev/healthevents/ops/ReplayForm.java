package dev.healthevents.ops;

import com.fasterxml.jackson.databind.JsonNode;
import dev.healthevents.delivery.Sink;
import dev.healthevents.delivery.Sinks;
import dev.healthevents.feed.fhir.ResourceTypes;
import dev.healthevents.source.Source;
import dev.healthevents.source.SourceSettings;
import dev.healthevents.state.ReplayRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Makes a replay's request of the JSON that asks for it, and says what is wrong with it. */
final class ReplayForm {

    private static final List<String> MEMBERS = List.of("from", "to", "types", "sinks", "rate");
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final String EXAMPLE = "an instant such as 2026-01-31T00:00:00Z";

    private final Source source;
    private final List<String> sinks;

    ReplayForm(Source source, Sinks sinks) {
        this.source = source;
        this.sinks = sinks.all().stream().map(Sink::name).toList();
    }

    /** @throws ResponseStatusException 400 with a sentence */
    ReplayRequest read(JsonNode body) {
        require(body.isObject(), "The body must be a JSON object with from, and as wanted to, types, sinks and rate.");
        for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            require(MEMBERS.contains(name), "'" + name + "' is none of from, to, types, sinks and rate.");
        }
        require(body.hasNonNull("from"), "from is missing; set it to " + EXAMPLE + ".");
        Instant now = source.serverTime().truncatedTo(ChronoUnit.MILLIS);
        Instant from = instant(body, "from");
        Instant to = body.hasNonNull("to") ? instant(body, "to") : now;
        require(from.isBefore(to), "from (" + from + ") must be before to (" + to + ").");
        require(from.isBefore(now), "from (" + from + ") must be before the source's present (" + now + ").");
        // What is yet to come goes out anyway.
        Instant end = to.isBefore(now) ? to : now;
        return new ReplayRequest(source.settings().name(), from, end, types(body), sinks(body), rate(body));
    }

    private static Instant instant(JsonNode body, String name) {
        String value = body.get(name).asText();
        Instant instant;
        try {
            instant = OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException e) {
            throw refused(name + " is '" + value + "'; set it to " + EXAMPLE + ".");
        }
        require(!instant.isBefore(EARLIEST), name + " must not be before " + EARLIEST + ".");
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }

    private List<String> types(JsonNode body) {
        if (!body.hasNonNull("types")) {
            return List.of();
        }
        require(
                source.settings().type().equals("fhir"),
                "types can be asked for of a FHIR source only; "
                        + source.settings().name() + " is of type "
                        + source.settings().type() + ".");
        List<String> types = names(body, "types", "[\"Patient\", \"Observation\"]");
        types.forEach(type -> require(ResourceTypes.contains(type), "'" + type + "' is no FHIR resource type."));
        return types;
    }

    private List<String> sinks(JsonNode body) {
        if (!body.hasNonNull("sinks")) {
            return sinks;
        }
        List<String> wanted = names(body, "sinks", "[\"" + sinks.get(0) + "\"]");
        wanted.forEach(sink -> require(
                sinks.contains(sink),
                "There is no sink '" + sink + "'; on " + (sinks.size() == 1 ? "is " : "are ") + String.join(", ", sinks)
                        + "."));
        return wanted;
    }

    private static List<String> names(JsonNode body, String member, String example) {
        List<String> names = new ArrayList<>();
        body.get(member).forEach(name -> names.add(name.isTextual() ? name.asText() : ""));
        require(
                body.get(member).isArray() && !names.isEmpty() && !names.contains(""),
                member + " must be a list of names, such as " + example + "; leave it out for all.");
        return names.stream().distinct().toList();
    }

    private int rate(JsonNode body) {
        if (!body.hasNonNull("rate")) {
            return source.settings().replayRate();
        }
        JsonNode rate = body.get("rate");
        require(
                rate.canConvertToInt()
                        && rate.isIntegralNumber()
                        && rate.asInt() >= 1
                        && rate.asInt() <= SourceSettings.MAX_REPLAY_RATE,
                "rate must be a whole number of events a second from 1 to " + SourceSettings.MAX_REPLAY_RATE + ".");
        return rate.asInt();
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw refused(otherwise);
        }
    }

    private static ResponseStatusException refused(String why) {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST, why);
    }
}
