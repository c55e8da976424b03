package dev.healthevents.config;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long dead letters are kept, and where they are written to beside the state.
 *
 * @param retention after which a dead letter is given up by itself, such as {@code 90d}; none is unless this is set
 * @param blob Azure Blob Storage
 */
public record DeadLetterProperties(Duration retention, Blob blob) {

    /** @throws WrongConfigurationException if it is not longer than nothing */
    Duration positiveRetention() {
        if (retention.isNegative() || retention.isZero()) {
            throw new WrongConfigurationException(
                    "health-events.dead-letters.retention",
                    "is " + retention + ", which keeps no dead letter",
                    "Say for how long they shall be kept, such as 90d, or leave it out.");
        }
        return retention;
    }

    /**
     * A container of a storage account, by connection string and name, or by its URL.
     *
     * @param connectionString of the storage account that dead letters are written to; see <a
     *     href="sinks.md#dead-letters-in-blob-storage">sinks</a>
     * @param container the container, which has to exist
     * @param containerUrl instead of both, {@code https://ACCOUNT.blob.core.windows.net/CONTAINER?SIGNATURE} with a shared
     *     access signature, or without one and with {@code auth}
     * @param auth who we are where the URL has no signature
     */
    public record Blob(
            String connectionString,
            String container,
            String containerUrl,
            @DefaultValue IdentityProperties auth) {

        /** Without the secrets. */
        @Override
        public String toString() {
            return "Blob[container=" + container + "]";
        }
    }
}
