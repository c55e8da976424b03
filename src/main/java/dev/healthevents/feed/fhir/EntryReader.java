package dev.healthevents.feed.fhir;

import dev.healthevents.event.EventIds;
import dev.healthevents.event.HealthEventType;
import dev.healthevents.feed.FeedException;
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
        if (entry.oddMember != null) {
            reject(entry, "It can't be read: " + entry.oddMember + ".");
        } else if (isNoChange(entry)) {
            changes.passOver();
        } else {
            read(entry);
        }
    }

    private void read(HistoryEntry entry) throws FeedException {
        Identity identity = Identity.of(entry);
        if (identity == null) {
            reject(entry, "Neither request.url nor resource nor fullUrl says which resource it is about.");
            return;
        }
        if (!watched.isEmpty() && !watched.contains(identity.type())) {
            changes.passOver();
            return;
        }
        String version = version(entry);
        if (version == null) {
            reject(entry, "Neither meta.versionId nor response.etag nor a URL says which version it is.");
            return;
        }
        changes.changed(new FhirChange(
                EventIds.fhir(account, identity.type(), identity.id(), version),
                operation(entry, version),
                types.size() < MOST_TYPES ? types.computeIfAbsent(identity.type(), type -> type) : identity.type(),
                identity.id(),
                version,
                time(entry)));
    }

    /** Microsoft puts warnings about the request among the entries; and a read is in no history of changes. */
    private static boolean isNoChange(HistoryEntry entry) {
        return "outcome".equals(entry.searchMode)
                || "include".equals(entry.searchMode)
                || "OperationOutcome".equals(entry.resourceType) && !entry.hasRequest && !entry.hasResponse
                || "GET".equals(entry.method)
                || "HEAD".equals(entry.method);
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
        int status = entry.statusCode();
        if (isDelete(entry, status)) {
            return HealthEventType.FHIR_RESOURCE_DELETED;
        }
        boolean first = version.equals("1");
        boolean saysCreated = "POST".equals(entry.method) || status == 201;
        return first || saysCreated ? HealthEventType.FHIR_RESOURCE_CREATED : HealthEventType.FHIR_RESOURCE_UPDATED;
    }

    private static boolean isDelete(HistoryEntry entry, int status) {
        return "DELETE".equals(entry.method)
                || status == 204
                || status == 410
                || entry.method == null && !entry.hasResource;
    }

    private static Instant time(HistoryEntry entry) {
        Instant modified = ZonedTime.parse(entry.lastModified);
        return modified != null ? modified : ZonedTime.parse(entry.lastUpdated);
    }

    private void reject(HistoryEntry entry, String reason) throws FeedException {
        changes.rejected(
                new Rejected(EventIds.of("rejected\n" + account + "\n" + entry.facts()), entry.description(), reason));
    }
}
