package dev.healthevents.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** Makes what TLS needs of what is configured, and says what is wrong with it without showing it. */
final class TlsFactory {

    private static final String PEM = "Set it to a PEM file";
    private static final String STORE = "Set it to a PKCS #12 or JKS file, and its password beside it";

    private final String key;
    private final TlsProperties tls;

    private TlsFactory(String key, TlsProperties tls) {
        this.key = key;
        this.tls = tls;
    }

    /**
     * @param key of the whole, for example {@code health-events.sources.lab.tls}
     * @return {@code null} if nothing is configured, and so Java's own is right
     */
    static SSLContext context(String key, TlsProperties tls) {
        return new TlsFactory(key, tls).context();
    }

    private SSLContext context() {
        together("trust-store-password", tls.trustStorePassword(), "trust-store", tls.trustStore());
        together("key-store-password", tls.keyStorePassword(), "key-store", tls.keyStore());
        together("key-password", tls.keyPassword(), "key-file", tls.keyFile());
        together("certificate-file", tls.certificateFile(), "key-file", tls.keyFile());
        together("key-file", tls.keyFile(), "certificate-file", tls.certificateFile());
        notBoth("trust-store", tls.trustStore(), "ca-file", tls.caFile());
        notBoth("key-store", tls.keyStore(), "certificate-file", tls.certificateFile());
        KeyStore trusted = tls.trustStore() != null
                ? store("trust-store", tls.trustStore(), tls.trustStorePassword())
                : trustedPem();
        KeyStore own = tls.keyStore() != null ? store("key-store", tls.keyStore(), tls.keyStorePassword()) : ownPem();
        if (trusted == null && own == null) {
            return null;
        }
        try {
            return SslBundle.of(SslStoreBundle.of(own, tls.keyStorePassword(), trusted))
                    .createSslContext();
        } catch (IllegalStateException e) {
            throw wrong("key-store", "has a private key that its password does not open", STORE);
        }
    }

    private KeyStore trustedPem() {
        if (tls.caFile() == null) {
            return null;
        }
        String certificates = ConfiguredFile.text(key + ".ca-file", tls.caFile(), PEM);
        try {
            return new PemSslStoreBundle(null, PemSslStoreDetails.forCertificate(certificates)).getTrustStore();
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw wrong("ca-file", "has no certificate that can be read", PEM + " with certificates of authorities");
        }
    }

    private KeyStore ownPem() {
        if (tls.certificateFile() == null) {
            return null;
        }
        String certificate = ConfiguredFile.text(key + ".certificate-file", tls.certificateFile(), PEM);
        String privateKey = ConfiguredFile.text(key + ".key-file", tls.keyFile(), PEM);
        try {
            PemSslStoreDetails details = PemSslStoreDetails.forCertificate(certificate)
                    .withPrivateKey(privateKey)
                    .withPrivateKeyPassword(tls.keyPassword());
            return new PemSslStoreBundle(details, null).getKeyStore();
        } catch (IllegalStateException | IllegalArgumentException e) {
            // Without its cause, which may quote the key.
            throw wrong(
                    "key-file",
                    "and " + key + ".certificate-file hold no private key and certificate that can be read",
                    "Set them to PEM files, and " + key + ".key-password if the key is encrypted");
        }
    }

    private KeyStore store(String name, Path file, String password) {
        if (!Files.isReadable(file)) {
            throw wrong(name, "is " + file + ConfiguredFile.UNREADABLE, STORE);
        }
        try {
            return KeyStore.getInstance(file.toFile(), password == null ? null : password.toCharArray());
        } catch (IOException e) {
            throw wrong(name, "can't be opened with " + key + "." + name + "-password", STORE);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw wrong(name, "is " + file + ", which is no such file", STORE);
        }
    }

    private void together(String name, Object value, String other, Object otherValue) {
        if (value != null && otherValue == null) {
            throw wrong(name, "is set, but " + key + "." + other + " is not", "Set both, or remove it");
        }
    }

    private void notBoth(String name, Object value, String other, Object otherValue) {
        if (value != null && otherValue != null) {
            throw wrong(name, "is set, and " + key + "." + other + " as well", "Remove one of the two");
        }
    }

    private WrongConfigurationException wrong(String name, String problem, String mend) {
        return new WrongConfigurationException(key + "." + name, problem, mend);
    }
}
