package dev.healthevents.config;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where dead letters are written to, beside the state.
 *
 * @param blob Azure Blob Storage
 */
public record DeadLetterProperties(Blob blob) {

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
