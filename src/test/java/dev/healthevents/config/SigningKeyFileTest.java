package dev.healthevents.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.healthevents.feed.http.OAuthClient.SigningKey;
import dev.healthevents.feed.http.TlsKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyFileTest {

    private static ECKey ec;
    private static RSAKey rsa;

    @TempDir
    Path directory;

    @BeforeAll
    static void makeKeys() throws Exception {
        ec = new ECKeyGenerator(Curve.P_384).keyID("ec").generate();
        rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
    }

    @Test
    void aPemFileHoldsTheKeyWhoseIdIsConfigured() throws Exception {
        assertThat(read(TlsKeys.pem("PRIVATE KEY", ec.toPrivateKey().getEncoded()), "k1"))
                .isEqualTo(new SigningKey(ec.toPrivateKey(), "k1"));
        assertThat(read(TlsKeys.pem("PRIVATE KEY", rsa.toPrivateKey().getEncoded()), "k2"))
                .isEqualTo(new SigningKey(rsa.toPrivateKey(), "k2"));
    }

    @Test
    void aPemFileWithoutAnIdIsRefused() {
        assertThatThrownBy(
                        () -> read(TlsKeys.pem("PRIVATE KEY", ec.toPrivateKey().getEncoded()), null))
                .hasMessage("x.auth.key-id is missing");
    }

    @Test
    void theOneKeyOfASetNeedsNoId() throws Exception {
        assertThat(read(new JWKSet(ec).toString(false), null)).isEqualTo(new SigningKey(ec.toPrivateKey(), "ec"));
    }

    @Test
    void aSetMayBeOneKeyAlone() throws Exception {
        assertThat(read(rsa.toJSONString(), null)).isEqualTo(new SigningKey(rsa.toPrivateKey(), "rsa"));
    }

    @Test
    void ofSeveralKeysTheOneWithTheIdIsTaken() throws Exception {
        String both = new JWKSet(List.<JWK>of(ec, rsa)).toString(false);
        assertThat(read(both, "rsa")).isEqualTo(new SigningKey(rsa.toPrivateKey(), "rsa"));
        assertThatThrownBy(() -> read(both, null)).hasMessage("x.auth.key-id is missing");
        assertThatThrownBy(() -> read(both, "old"))
                .hasMessage("x.auth.key-id is 'old', of which the file has 0 private keys");
    }

    @Test
    void aPublicKeyIsNoKeyToSignWith() {
        assertThatThrownBy(() -> read(new JWKSet(ec).toString(true), "ec"))
                .hasMessage("x.auth.key-id is 'ec', of which the file has 0 private keys");
    }

    @Test
    void whatIsNoKeyIsRefusedWithoutShowingIt() throws Exception {
        String p256 = new ECKeyGenerator(Curve.P_256).keyID("p256").generate().toJSONString();
        String broken = TlsKeys.pem("PRIVATE KEY", new byte[] {1, 2, 3});
        for (String text : List.of("", "s3cret", "{\"keys\":\"s3cret\"}", "{\"kty\":\"s3cret\"}", p256, broken)) {
            assertThatThrownBy(() -> read(text, "p256"))
                    .isInstanceOf(WrongConfigurationException.class)
                    .hasMessage("x.auth.key-file has no private key that can be used")
                    .hasNoCause();
        }
    }

    private SigningKey read(String text, String keyId) throws IOException {
        return SigningKeyFile.read("x.auth", Files.writeString(directory.resolve("key"), text), keyId);
    }
}
