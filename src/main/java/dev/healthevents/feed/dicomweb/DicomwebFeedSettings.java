package dev.healthevents.feed.dicomweb;

import dev.healthevents.feed.dicom.UnpartitionedImages;
import dev.healthevents.feed.http.Authority;
import dev.healthevents.feed.http.Authorization;
import dev.healthevents.feed.http.BaseUrl;
import dev.healthevents.feed.http.HttpLimits;
import java.net.URI;
import java.time.Duration;

/**
 * Where a DICOMweb server is and how to read it.
 *
 * @param source name of the source in the configuration, for messages to the operator
 * @param base the URL that {@code /studies} follows, for example {@code http://pacs:8042/dicom-web}; slashes at its end
 *     are taken off
 * @param images makes the events
 * @param pageSize how many studies, series or instances to ask for at a time; where the server refuses, fewer
 * @param epoch counts how often the operator let the comparing begin anew, from 1
 * @param announceFrom of what is there at the first contact, studies of that date and later are announced, as {@code
 *     20260131}; empty for all, {@code null} for none
 * @param recentDays so many days before today, studies are looked at each time
 * @param fullInterval how often the whole archive is gone through
 * @param requestsPerSecond how many requests that may take a second, at the most
 * @param limits how long and how much the server may answer
 * @param authorization what proves that we may read
 */
public record DicomwebFeedSettings(
        String source,
        URI base,
        UnpartitionedImages images,
        int pageSize,
        int epoch,
        String announceFrom,
        int recentDays,
        Duration fullInterval,
        int requestsPerSecond,
        HttpLimits limits,
        Authorization authorization) {

    public static final int DEFAULT_PAGE_SIZE = 1000;
    public static final int FIRST_EPOCH = 1;

    /** @throws IllegalArgumentException naming what is wrong, without its credentials */
    public DicomwebFeedSettings {
        base = BaseUrl.of(base, "that of a DICOMweb service, such as http://pacs:8042/dicom-web");
        if (pageSize < 1 || recentDays < 0 || requestsPerSecond < 1) {
            throw new IllegalArgumentException(
                    "`page-size` and `requests-per-second` must be at least 1, `recent-days` at least 0");
        }
        if (epoch < FIRST_EPOCH) {
            throw new IllegalArgumentException("`epoch` must be at least " + FIRST_EPOCH + ", but is " + epoch);
        }
        if (fullInterval.toMillis() < 1) {
            throw new IllegalArgumentException("`full-interval` must be at least 1ms");
        }
    }

    /** A server without sign-in that is read from now on, with everything else by default. */
    public static DicomwebFeedSettings of(String source, URI base, String workspace) {
        return new DicomwebFeedSettings(
                source,
                base,
                new UnpartitionedImages(Authority.host(base), workspace, true),
                DEFAULT_PAGE_SIZE,
                FIRST_EPOCH,
                null,
                3,
                Duration.ofHours(6),
                10,
                HttpLimits.DEFAULT,
                Authorization.none());
    }
}
