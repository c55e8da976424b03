package dev.healthevents.config;

import java.nio.file.Path;

/**
 * Whom to trust as a source, and which certificate to show it.
 *
 * @param caFile a PEM file with the authorities to trust, instead of those that Java trusts
 * @param certificateFile a PEM file with the certificate to show, for mutual TLS
 * @param keyFile a PEM file with its private key
 * @param keyPassword of the private key, if it is encrypted
 * @param trustStore a PKCS #12 or JKS file, instead of {@code ca-file}
 * @param trustStorePassword its password
 * @param keyStore a PKCS #12 or JKS file with certificate and private key, instead of the PEM files
 * @param keyStorePassword its password
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

    /** Whether a certificate of ours is configured. */
    boolean showsCertificate() {
        return certificateFile != null || keyStore != null;
    }

    /** Without the passwords. */
    @Override
    public String toString() {
        return "TlsProperties[]";
    }
}
