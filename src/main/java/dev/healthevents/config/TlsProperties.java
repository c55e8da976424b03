package dev.healthevents.config;

import java.nio.file.Path;

/**
 * Whom to trust as a source, and which certificate to show it.
 *
 * @param caFile certificates to trust instead of Java's own, PEM
 * @param certificateFile our certificate and those between it and the authority, PEM
 * @param keyFile its private key, PEM
 * @param keyPassword of the private key, where it is encrypted
 * @param trustStore certificates to trust, PKCS #12 or JKS, instead of {@code caFile}
 * @param trustStorePassword its password
 * @param keyStore our certificate and private key, PKCS #12 or JKS, instead of the PEM files
 * @param keyStorePassword its password and the key's
 */
public record TlsProperties(
        Path caFile,
        Path certificateFile,
        Path keyFile,
        String keyPassword,
        Path trustStore,
        String trustStorePassword,
        Path keyStore,
        String keyStorePassword) {

    /** Without the passwords. */
    @Override
    public String toString() {
        return "TlsProperties[]";
    }
}
