package dev.healthevents.feed.orthanc;

import dev.healthevents.feed.dicom.UnpartitionedImages;
import dev.healthevents.feed.http.Authority;
import dev.healthevents.feed.http.Authorization;
import dev.healthevents.feed.http.BaseUrl;
import dev.healthevents.feed.http.HttpLimits;
import java.net.URI;
import java.time.Duration;

/**
 * Where an Orthanc is and how to read it.
 *
 * @param source name of the source in the configuration, for messages to the operator
 * @param base its URL, for example {@code http://pacs:8042}; slashes at its end are taken off
 * @param account host name shown in {@code subject} and {@code data}
 * @param workspace CloudEvents {@code source} of its events
 * @param pageSize how many changes, or instances, to ask for at a time
 * @param epoch counts how often its numbers began anew, from 1
 * @param partitionInSubject whether {@code subject} names the data partition, as Microsoft's newest page has it
 * @param reconcileInterval how often all instances are compared with those that are known, unless the counts tell that
 *     it is not needed
 * @param limits how long and how much it may answer
 * @param authorization what proves that we may read
 */
public record OrthancFeedSettings(
        String source,
        URI base,
        String account,
        String workspace,
        int pageSize,
        int epoch,
        boolean partitionInSubject,
        Duration reconcileInterval,
        HttpLimits limits,
        Authorization authorization) {

    public static final int DEFAULT_PAGE_SIZE = 1000;
    public static final int FIRST_EPOCH = 1;
    public static final Duration DEFAULT_RECONCILE_INTERVAL = Duration.ofMinutes(1);

    /** @throws IllegalArgumentException naming what is wrong, without its credentials */
    public OrthancFeedSettings {
        base = BaseUrl.of(base, "that of an Orthanc, such as http://pacs:8042");
        if (account.isBlank() || workspace.isBlank()) {
            throw new IllegalArgumentException("`account` and `workspace` must not be empty");
        }
        if (pageSize < 1) {
            throw new IllegalArgumentException("`page-size` must be at least 1, but is " + pageSize);
        }
        if (epoch < FIRST_EPOCH) {
            throw new IllegalArgumentException("`epoch` must be at least " + FIRST_EPOCH + ", but is " + epoch);
        }
        if (reconcileInterval.toMillis() < 1) {
            throw new IllegalArgumentException("`reconcile-interval` must be at least 1ms");
        }
    }

    /** Orthanc has no data partitions. */
    UnpartitionedImages images() {
        return new UnpartitionedImages(account, workspace, partitionInSubject);
    }

    /** An Orthanc without sign-in, with everything else by default. */
    public static OrthancFeedSettings of(String source, URI base, String workspace) {
        return new OrthancFeedSettings(
                source,
                base,
                Authority.host(base),
                workspace,
                DEFAULT_PAGE_SIZE,
                FIRST_EPOCH,
                true,
                DEFAULT_RECONCILE_INTERVAL,
                HttpLimits.DEFAULT,
                Authorization.none());
    }
}
