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
     * @param connectionString of the storage account
     * @param container its name
     * @param containerUrl with a shared access signature that may create and write blobs, or without one
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
