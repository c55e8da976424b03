package dev.healthevents.feed.dicomweb;

/** What a search finds. */
enum Level {
    STUDIES,
    SERIES,
    INSTANCES;

    /** The UID by which a match is told from others, or {@code null} if it lacks it. */
    String key(Found found) {
        return switch (this) {
            case STUDIES -> found.study();
            case SERIES -> found.series();
            case INSTANCES -> found.sop() == null || found.series() == null ? null : found.series() + '/' + found.sop();
        };
    }
}
