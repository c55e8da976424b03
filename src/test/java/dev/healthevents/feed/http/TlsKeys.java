package dev.healthevents.feed.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A private authority with certificates for servers and a client, made by the JDK's keytool in a directory. */
public final class TlsKeys {

    public static final String PASSWORD = "s3cret-store";

    private static final Base64.Encoder MIME = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final Path directory;

    public TlsKeys(Path directory) throws Exception {
        this.directory = directory;
        keytool("-genkeypair -alias ca -dname CN=Authority -keyalg EC -groupname secp256r1 -ext bc=ca:true");
        keytool("-genkeypair -alias server -signer ca -dname CN=Server -keyalg EC -groupname secp256r1"
                + " -ext san=dns:localhost,ip:127.0.0.1");
        keytool("-genkeypair -alias elsewhere -signer ca -dname CN=Elsewhere -keyalg EC -groupname secp256r1"
                + " -ext san=dns:elsewhere.test");
        keytool("-genkeypair -alias client -signer ca -dname CN=Client -keyalg RSA -keysize 2048");
    }

    private void keytool(String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments.split(" ")));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", all().toString(), "-storepass", PASSWORD));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes());
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException(output);
        }
    }

    private Path all() {
        return directory.resolve("all.p12");
    }

    /** The authority's certificate. */
    public Path caPem() throws Exception {
        return write("ca.pem", pem("CERTIFICATE", load().getCertificate("ca").getEncoded()));
    }

    public Certificate certificate(String alias) throws Exception {
        return load().getCertificate(alias);
    }

    public Path certificatePem(String alias) throws Exception {
        return write(alias + ".pem", pem("CERTIFICATE", certificate(alias).getEncoded()));
    }

    public Path keyPem(String alias) throws Exception {
        byte[] key = load().getKey(alias, PASSWORD.toCharArray()).getEncoded();
        return write(alias + ".key", pem("PRIVATE KEY", key));
    }

    /** A store with one entry: a key and its certificates. */
    public Path keyStore(String alias) throws Exception {
        return write(alias + ".p12", entry(alias));
    }

    /** A store with the authority's certificate. */
    public Path trustStore() throws Exception {
        return write("trust.p12", trusted());
    }

    /** For a server with that certificate, which trusts the authority's clients. */
    public SSLContext server(String alias) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(entry(alias), PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private KeyStore entry(String alias) throws Exception {
        KeyStore store = empty();
        store.setKeyEntry(
                alias,
                load().getKey(alias, PASSWORD.toCharArray()),
                PASSWORD.toCharArray(),
                load().getCertificateChain(alias));
        return store;
    }

    private KeyStore trusted() throws Exception {
        KeyStore store = empty();
        store.setCertificateEntry("ca", load().getCertificate("ca"));
        return store;
    }

    private KeyStore load() throws GeneralSecurityException, IOException {
        return KeyStore.getInstance(all().toFile(), PASSWORD.toCharArray());
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    public static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n" + new String(MIME.encode(der), US_ASCII) + "\n-----END " + type
                + "-----\n";
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private Path write(String name, KeyStore store) throws Exception {
        Path file = directory.resolve(name);
        try (var out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }
}
