package dev.healthevents.config;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A server to read.
 *
 * @param type {@code fhir}
 * @param url its base URL
 * @param account host in subject and data; the host of {@code url} if not set
 * @param start {@code now}, {@code beginning} or an instant
 * @param pollInterval time between looks when nothing happens
 * @param overlap how much of what was read each look reads again, for what the server commits a little late
 * @param lateness how late a change may surface at the most
 * @param sweepInterval time between two readings of the last {@code lateness}
 * @param pageSize entries to ask for in a page
 * @param requestTimeout longest silence of the server
 * @param types FHIR types to watch; all if there are none
 * @param history {@code system}, {@code type} or {@code search}; {@code auto} to find out
 * @param closedWindows {@code at}, {@code before} or {@code none}; {@code auto} to find out
 * @param elements whether to ask for {@code _elements=id,meta}, until the server refuses or ignores it
 * @param replayRate events a second at the most that a replay sends, unless asked for otherwise
 * @param wakeSecret what whoever wakes the source sends as a bearer token; anybody may if not set
 * @param auth how to prove who we are
 * @param tls whom to trust, and which certificate to show
 */
public record SourceProperties(
        String type,
        String url,
        String account,
        @DefaultValue("now") String start,
        @DefaultValue("500ms") Duration pollInterval,
        @DefaultValue("1s") Duration overlap,
        @DefaultValue("2m") Duration lateness,
        @DefaultValue("15s") Duration sweepInterval,
        @DefaultValue("500") int pageSize,
        @DefaultValue("30s") Duration requestTimeout,
        @DefaultValue List<String> types,
        @DefaultValue("auto") String history,
        @DefaultValue("auto") String closedWindows,
        @DefaultValue("true") boolean elements,
        @DefaultValue("1000") int replayRate,
        String wakeSecret,
        @DefaultValue AuthProperties auth,
        @DefaultValue TlsProperties tls) {}
