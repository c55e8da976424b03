package dev.healthevents.feed.dicom;

import dev.healthevents.feed.http.Authority;
import dev.healthevents.feed.http.Authorization;
import dev.healthevents.feed.http.BaseUrl;
import dev.healthevents.feed.http.HttpLimits;
import java.net.URI;
import java.util.Locale;

/**
 * Where a DICOM service is and how to read its change feed.
 *
 * @param source name of the source in the configuration, for messages to the operator
 * @param base the service's URL, with its version ({@code https://host/v2}) or without; slashes at its end are taken off
 * @param account host name shown in {@code subject} and {@code data}
 * @param workspace CloudEvents {@code source} of its events
 * @param pageSize how many rows to ask for at a time; where the service takes fewer, fewer are asked for
 * @param epoch counts how often the feed began anew, from 1
 * @param subjectPartition whether {@code subject} names the data partition
 * @param limits how long and how much the service may answer
 * @param authorization what proves that we may read
 */
public record DicomFeedSettings(
        String source,
        URI base,
        String account,
        String workspace,
        int pageSize,
        int epoch,
        SubjectPartition subjectPartition,
        HttpLimits limits,
        Authorization authorization) {

    /** What version 2 of the API gives at the most. */
    public static final int DEFAULT_PAGE_SIZE = 200;

    public static final int FIRST_EPOCH = 1;

    /** @throws IllegalArgumentException naming what is wrong, without its credentials */
    public DicomFeedSettings {
        base = BaseUrl.of(base, "that of a DICOM service, such as https://host/v2");
        String path = base.getRawPath().toLowerCase(Locale.ROOT);
        if (path.contains("/partitions/") || path.contains("/changefeed")) {
            throw new IllegalArgumentException(
                    "`url` is the service's base, such as https://host/v2: the change feed is"
                            + " found below it, and is one for all partitions");
        }
        if (account.isBlank() || workspace.isBlank()) {
            throw new IllegalArgumentException("`account` and `workspace` must not be empty");
        }
        if (pageSize < 1) {
            throw new IllegalArgumentException("`page-size` must be at least 1, but is " + pageSize);
        }
        if (epoch < FIRST_EPOCH) {
            throw new IllegalArgumentException("`epoch` must be at least " + FIRST_EPOCH + ", but is " + epoch);
        }
    }

    /** A service without credentials, with everything else by default. */
    public static DicomFeedSettings of(String source, URI base, String workspace) {
        return new DicomFeedSettings(
                source,
                base,
                Authority.host(base),
                workspace,
                DEFAULT_PAGE_SIZE,
                FIRST_EPOCH,
                SubjectPartition.ALWAYS,
                HttpLimits.DEFAULT,
                Authorization.none());
    }
}
