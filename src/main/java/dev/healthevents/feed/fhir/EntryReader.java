package dev.healthevents.feed.fhir;

import dev.healthevents.event.EventIds;
import dev.healthevents.event.HealthEventType;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.LooseTime;
import dev.healthevents.feed.Rejected;
import dev.healthevents.feed.ZonedTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Decides what an entry of a history means: a change, nothing, or something that can't be understood. */
final class EntryReader implements EntrySink {

    private static final int MOST_TYPES = 1_000;

    private final String account;
    private final Set<String> watched;
    private final ChangeSink changes;
    private final Map<String, String> types = new HashMap<>();

    EntryReader(FhirFeedSettings settings, ChangeSink changes) {
        this.account = settings.account();
        this.watched = Set.copyOf(settings.dialect().types());
        this.changes = changes;
    }

    @Override
    public void accept(HistoryEntry entry) throws FeedException {
        Identity identity = Identity.of(entry);
        boolean unwatched = identity != null && !watched.isEmpty() && !watched.contains(identity.type());
        if (unwatched || entry.oddMember == null && isNoChange(entry)) {
            changes.passOver();
            return;
        }
        String version = version(entry);
        Instant time = time(entry);
        String reason = reason(entry, identity, version, time);
        if (reason != null) {
            reject(entry, reason);
            return;
        }
        changes.changed(new FhirChange(
                EventIds.fhir(account, identity.type(), identity.id(), version, time),
                operation(entry, version),
                types.size() < MOST_TYPES ? types.computeIfAbsent(identity.type(), type -> type) : identity.type(),
                identity.id(),
                version,
                time));
    }

    /** Why no event can be made of an entry, in one sentence; {@code null} if it can. */
    private static String reason(HistoryEntry entry, Identity identity, String version, Instant time) {
        if (entry.oddMember != null) {
            return "It can't be read: " + entry.oddMember + ".";
        }
        if (identity == null) {
            return "Neither request.url nor resource nor fullUrl says which resource it is about.";
        }
        if (version == null) {
            return "Neither meta.versionId nor response.etag nor a URL says which version it is.";
        }
        boolean deleted = isDelete(entry);
        if (!deleted && !entry.hasResource && !isWrite(entry) && entry.statusCode() != 201) {
            return "It is a version without its resource, and neither method nor status says what became of it.";
        }
        if (time == null && (entry.lastModified != null || entry.lastUpdated != null)) {
            return "Neither response.lastModified nor meta.lastUpdated is a time with seconds and a zone.";
        }
        // HAPI FHIR tells no time of a delete; its place among the others does.
        return time == null && !deleted ? "Neither response.lastModified nor meta.lastUpdated says when it was." : null;
    }

    /**
     * Microsoft puts warnings about the request among the entries; and a read is in no history of changes. But Medplum
     * says that each version was read, whatever made it: what names a version is one.
     */
    private static boolean isNoChange(HistoryEntry entry) {
        boolean outcome = "OperationOutcome".equals(entry.resourceType);
        return "outcome".equals(entry.searchMode)
                || "include".equals(entry.searchMode)
                || outcome && !entry.hasRequest && !entry.hasResponse
                || isRead(entry) && (!entry.hasResource || outcome) && Identity.versionOfUrl(entry.url) == null;
    }

    private static boolean isRead(HistoryEntry entry) {
        return "GET".equals(entry.method) || "HEAD".equals(entry.method);
    }

    private static String version(HistoryEntry entry) {
        if (Identity.isId(entry.versionId)) {
            return entry.versionId;
        }
        return Stream.of(
                        Identity.versionOfEtag(entry.etag),
                        Identity.versionOfUrl(entry.url),
                        Identity.versionOfUrl(entry.location))
                .filter(Identity::isId)
                .findFirst()
                .orElse(null);
    }

    /**
     * Created is version 1 where versions count up, as Azure's own feed has it: an undelete is an update. Where they
     * don't (UUIDs, or transaction numbers, which are integers as well), it is what the server says it was; servers
     * that count up say POST and 201 of version 1 only.
     */
    private static HealthEventType operation(HistoryEntry entry, String version) {
        if (isDelete(entry)) {
            return HealthEventType.FHIR_RESOURCE_DELETED;
        }
        boolean first = version.equals("1");
        boolean saysCreated = "POST".equals(entry.method) || entry.statusCode() == 201;
        return first || saysCreated ? HealthEventType.FHIR_RESOURCE_CREATED : HealthEventType.FHIR_RESOURCE_UPDATED;
    }

    private static boolean isDelete(HistoryEntry entry) {
        int status = entry.statusCode();
        return "DELETE".equals(entry.method)
                || (status == 204 || status == 410) && !(isWrite(entry) && entry.hasResource)
                || entry.method == null && !entry.hasResource && status != 201;
    }

    private static boolean isWrite(HistoryEntry entry) {
        return "PUT".equals(entry.method) || "POST".equals(entry.method) || "PATCH".equals(entry.method);
    }

    /**
     * A version's own time counts first, since that is what a search tells as well: it is part of the id. Of a delete
     * it may be that of the version which was deleted.
     */
    private static Instant time(HistoryEntry entry) {
        boolean delete = isDelete(entry);
        Instant time = delete ? modified(entry) : updated(entry);
        if (time != null) {
            return time;
        }
        return delete ? updated(entry) : modified(entry);
    }

    private static Instant updated(HistoryEntry entry) {
        return time(entry, entry.lastUpdated, "resource.meta.lastUpdated");
    }

    private static Instant modified(HistoryEntry entry) {
        return time(entry, entry.lastModified, "response.lastModified");
    }

    private static Instant time(HistoryEntry entry, String text, String member) {
        Instant time = ZonedTime.parse(text);
        if (time != null || text == null) {
            return time;
        }
        Instant loose = LooseTime.parse(text);
        if (loose != null) {
            entry.otherwise.add(member + " in another form than an instant's");
        }
        return loose;
    }

    private void reject(HistoryEntry entry, String reason) throws FeedException {
        changes.rejected(
                new Rejected(EventIds.of("rejected\n" + account + "\n" + entry.facts()), entry.description(), reason));
    }
}
