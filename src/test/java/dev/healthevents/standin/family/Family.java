package dev.healthevents.standin.family;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.UUID;

/** Kinds of FHIR servers. */
public enum Family {
    /** Microsoft's server: {@code _before} excluded, a keyset for paging, a warning among the entries, PATCH, stubs. */
    MICROSOFT(Set.of(Level.SYSTEM, Level.TYPE, Level.INSTANCE, Level.SEARCH), 1000),

    /** LinuxForHealth's: refuses what it does not know, includes both bounds, links on until a page is empty. */
    LINUX_FOR_HEALTH(Set.of(Level.SYSTEM, Level.TYPE, Level.INSTANCE, Level.SEARCH), 1000),

    /** Firely's: 50 a page that shift, GUIDs for versions, refuses what it does not know. */
    FIRELY(Set.of(Level.SYSTEM, Level.TYPE, Level.INSTANCE, Level.SEARCH), 50),

    /** Blaze: links that expire, transaction numbers for versions. */
    BLAZE(Set.of(Level.SYSTEM, Level.TYPE, Level.INSTANCE, Level.SEARCH), 10_000),

    /** Aidbox: histories of types only, transaction numbers, deletes with the last resource, URLs without an id. */
    AIDBOX(Set.of(Level.TYPE, Level.INSTANCE, Level.SEARCH), 1000),

    /** Medplum: histories of resources only, UUIDs for versions, entries that say of each version that it was read. */
    MEDPLUM(Set.of(Level.INSTANCE, Level.SEARCH), 1000),

    /** One that can be searched, and has no history at all. */
    SEARCH_ONLY(Set.of(Level.SEARCH), 1000),

    /** HAPI FHIR's default partition where there are others: every list of history is empty. */
    SILENT(Set.of(Level.INSTANCE, Level.SEARCH), 1000);

    /** Where a list of versions is to be had. */
    enum Level {
        SYSTEM,
        TYPE,
        INSTANCE,
        SEARCH
    }

    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSxxx").withZone(ZoneOffset.ofHours(2));

    private final Set<Level> levels;
    private final int largestPage;

    Family(Set<Level> levels, int largestPage) {
        this.levels = levels;
        this.largestPage = largestPage;
    }

    boolean has(Level level) {
        return levels.contains(level);
    }

    int largestPage() {
        return largestPage;
    }

    /** Whether a parameter that is not known is refused. */
    boolean strict() {
        return this == LINUX_FOR_HEALTH || this == FIRELY;
    }

    /** The status of what is refused; LinuxForHealth's does not say of a resource's history what is wrong with it. */
    int refusal(Level level) {
        return this == LINUX_FOR_HEALTH && level == Level.INSTANCE ? 500 : 400;
    }

    Set<String> historyParameters(Level level) {
        return switch (this) {
            case MICROSOFT -> Set.of("_since", "_before", "_count", "_sort", "_summary", "ct");
            case LINUX_FOR_HEALTH ->
                level == Level.INSTANCE
                        ? Set.of("_since", "_count", "_page", "_format")
                        : Set.of(
                                "_since",
                                "_before",
                                "_count",
                                "_sort",
                                "_type",
                                "_changeIdMarker",
                                "_excludeTransactionTimeoutWindow",
                                "_format");
            case FIRELY -> Set.of("_since", "_count", "_skip");
            case BLAZE, AIDBOX, MEDPLUM, SEARCH_ONLY, SILENT -> Set.of("_since", "_count", "__page");
        };
    }

    /** What the family calls a version. */
    String versionId(int number, long transaction) {
        return switch (this) {
            case FIRELY, MEDPLUM ->
                UUID.nameUUIDFromBytes(("v" + transaction).getBytes()).toString();
            case BLAZE, AIDBOX -> String.valueOf(transaction + 50);
            default -> String.valueOf(number);
        };
    }

    String time(Instant time) {
        return this == FIRELY ? LOCAL.format(time) : time.toString();
    }
}
