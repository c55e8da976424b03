package dev.healthevents.config;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A server, or a topic, to read.
 *
 * @param type {@code fhir}, {@code dicom}, {@code orthanc}, {@code dicomweb} or {@code event-hubs}
 * @param url base URL of the server, without user name, {@code ?} and {@code #}
 * @param account host name in {@code subject} and {@code data}; the host of {@code url} unless set. Part of every
 *     event's id: do not change it later, and give two sources of one host two
 * @param workspace CloudEvents {@code source} and Event Grid {@code topic} of this source's events, a URI reference; {@code
 *     health-events.workspace} unless set
 * @param start where to begin when the source was never read before: {@code now}, {@code beginning} or an instant such
 *     as {@code 2026-01-31T00:00:00Z}; unless set {@code now}, of an {@code event-hubs} source {@code beginning}
 * @param pollInterval time between looks while nothing happens
 * @param overlap how much each look reads again, for changes that surface a little late; at most {@code lateness}
 * @param lateness how late after its time a change may surface; ids are remembered twice as long
 * @param sweepInterval time between two readings of all of the last {@code lateness}
 * @param pageSize entries to ask for in a page, 1 to 10000; unless set 500, of a {@code dicom} source 200, of an
 *     {@code orthanc} or {@code dicomweb} source 1000
 * @param requestTimeout longest silence of the server
 * @param types FHIR types to watch, such as {@code Patient,Observation}; all if not set
 * @param history where the server tells of its changes: {@code system} ({@code /_history}), {@code type} ({@code
 *     /Patient/_history} …), {@code search} (by {@code _lastUpdated}, without deletes); {@code auto} takes the first that
 *     it answers
 * @param closedWindows by what a history is asked for a stretch with an end: {@code at} ({@code _at}), {@code before}
 *     ({@code _since} and {@code _before}) or {@code none}; {@code auto} finds out
 * @param elements ask for {@code _elements=id,meta}, until the server refuses or ignores it
 * @param epoch of {@code dicom}, {@code orthanc} and {@code dicomweb}: counts how often the feed began anew, as after its
 *     database was restored; part of every event's id. The log says when to raise it
 * @param subjectPartition of {@code dicom}, {@code orthanc} and {@code dicomweb}: whether {@code subject} names the data partition:
 *     {@code always}, {@code never}, or {@code when-enabled} ({@code dicom} only)
 * @param reconcileInterval of {@code orthanc}: how often all instances are compared with those that are known, to find
 *     deletes, unless the counts tell that it is not needed
 * @param recentDays of {@code dicomweb}: how old a study may be, by its date, to be looked at every time
 * @param fullInterval of {@code dicomweb}: how often the whole archive is gone through, for studies with older dates and
 *     for deletes
 * @param requestsPerSecond of {@code dicomweb}: how many requests that may take a second, at the most
 * @param bootstrapServers of {@code event-hubs}: {@code host:port} of any Kafka, several with commas; from the namespace
 *     unless set
 * @param eventHub of {@code event-hubs}: the event hub or topic to read; from a connection string that names one unless set
 * @param connectionString of {@code event-hubs}: that of the namespace or event hub, with the right to listen, and to send to
 *     {@code dead-letter-event-hub}
 * @param namespace of {@code event-hubs}: its host, in place of {@code connection-string}, to sign in with an identity
 * @param group of {@code event-hubs}: the consumer group. Bridges with the same one share the partitions
 * @param deadLetterEventHub of {@code event-hubs}: the event hub or topic in which dead letters are put on record before
 *     what is behind them counts as delivered; {@code <event-hub>.<group>.dead-letters} unless set
 * @param buffer of {@code event-hubs}: how many records may be on their way to sinks before no more are read, 100 to 100000
 * @param sessionTimeout of {@code event-hubs}: after this long without a sign of life the partitions of a bridge are given to
 *     others, 6 s to 5 min
 * @param replayRate events a second at the most that a <a href="replay.md">replay</a> sends, unless it asks for
 *     another rate
 * @param wakeSecret what whoever <a href="wake-up.md">wakes</a> the source has to send as a bearer token; unset,
 *     whoever may act, see <a href="security.md">security</a>
 * @param auth how to prove who we are
 * @param tls whom to trust, and which certificate to show
 */
public record SourceProperties(
        String type,
        String url,
        String account,
        String workspace,
        String start,
        @DefaultValue("500ms") Duration pollInterval,
        @DefaultValue("1s") Duration overlap,
        @DefaultValue("2m") Duration lateness,
        @DefaultValue("15s") Duration sweepInterval,
        Integer pageSize,
        @DefaultValue("30s") Duration requestTimeout,
        @DefaultValue List<String> types,
        @DefaultValue("auto") String history,
        @DefaultValue("auto") String closedWindows,
        @DefaultValue("true") boolean elements,
        @DefaultValue("1") int epoch,
        @DefaultValue("always") String subjectPartition,
        @DefaultValue("1m") Duration reconcileInterval,
        @DefaultValue("3") int recentDays,
        @DefaultValue("6h") Duration fullInterval,
        @DefaultValue("10") int requestsPerSecond,
        String bootstrapServers,
        String eventHub,
        String connectionString,
        String namespace,
        String group,
        String deadLetterEventHub,
        @DefaultValue("5000") int buffer,
        @DefaultValue("8s") Duration sessionTimeout,
        @DefaultValue("1000") int replayRate,
        String wakeSecret,
        @DefaultValue AuthProperties auth,
        @DefaultValue TlsProperties tls) {

    /** Without the secrets. */
    @Override
    public String toString() {
        return "SourceProperties[type=" + type + ", url=" + url + ", eventHub=" + eventHub + "]";
    }
}
