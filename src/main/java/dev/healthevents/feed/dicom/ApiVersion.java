package dev.healthevents.feed.dicom;

import java.net.URI;
import java.util.Locale;

/** The two versions of the change feed's API, which differ in what {@code offset} and {@code limit} mean. */
enum ApiVersion {
    /** By sequence numbers: {@code offset} is one, exclusive, and {@code limit} a span of them. */
    V1("/v1", 100),
    /** By time: {@code startTime} and {@code endTime} bound the rows, {@code offset} and {@code limit} count them. */
    V2("/v2", 200);

    private final String path;
    private final int largestPage;

    ApiVersion(String path, int largestPage) {
        this.path = path;
        this.largestPage = largestPage;
    }

    /** What a service's base URL ends in. */
    String path() {
        return path;
    }

    /** What Microsoft's service takes as {@code limit} at the most. */
    int largestPage() {
        return largestPage;
    }

    /** The version that a URL names at its end, or {@code null}. */
    static ApiVersion of(URI base) {
        String path = base.getRawPath().toLowerCase(Locale.ROOT);
        if (path.endsWith("/v2")) {
            return V2;
        }
        return path.endsWith("/v1") || path.endsWith("/v1.0-prerelease") ? V1 : null;
    }
}
