package dev.healthevents.camel.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.healthevents.feed.http.OAuthClient.SigningKey;
import dev.healthevents.feed.http.TlsKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UriSigningKeyTest {

    private static ECKey ec;
    private static RSAKey rsa;

    @TempDir
    Path directory;

    private final AuthOptions options = new AuthOptions();

    @BeforeAll
    static void makeKeys() throws Exception {
        ec = new ECKeyGenerator(Curve.P_384).keyID("ec").generate();
        rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
    }

    @Test
    void aPemFileHoldsTheKeyWhoseIdIsGiven() throws Exception {
        options.setAuthKeyId("k1");
        options.setAuthKeyFile(file(pem(ec.toPrivateKey().getEncoded())));
        assertThat(UriSigningKey.of(options)).isEqualTo(new SigningKey(ec.toPrivateKey(), "k1"));
    }

    @Test
    void theKeyMayBeTheTextOfAnOption() throws Exception {
        options.setAuthKeyId("k2");
        options.setAuthKey(pem(rsa.toPrivateKey().getEncoded()));
        assertThat(UriSigningKey.of(options)).isEqualTo(new SigningKey(rsa.toPrivateKey(), "k2"));
    }

    @Test
    void aJwkTellsItsId() throws Exception {
        options.setAuthKey(ec.toJSONString());
        assertThat(UriSigningKey.of(options)).isEqualTo(new SigningKey(ec.toPrivateKey(), "ec"));
        options.setAuthKey(new JWKSet(rsa).toString(false));
        assertThat(UriSigningKey.of(options)).isEqualTo(new SigningKey(rsa.toPrivateKey(), "rsa"));
    }

    @Test
    void pemWithoutAnIdIsRefused() throws Exception {
        options.setAuthKey(pem(ec.toPrivateKey().getEncoded()));
        assertThatThrownBy(() -> UriSigningKey.of(options)).hasMessageStartingWith("authKeyId is missing");
    }

    @Test
    void oneOfTextAndFileIsEnough() throws Exception {
        options.setAuthKey(ec.toJSONString());
        options.setAuthKeyFile(file(ec.toJSONString()));
        assertThatThrownBy(() -> UriSigningKey.of(options))
                .hasMessage("authKey and authKeyFile are both set: remove one");
    }

    @Test
    void whatIsNoKeyIsRefusedWithoutShowingIt() throws Exception {
        String p256 = new ECKeyGenerator(Curve.P_256).keyID("p256").generate().toJSONString();
        String pkcs1 = TlsKeys.pem("RSA PRIVATE KEY", new byte[] {1, 2, 3});
        options.setAuthKeyId("p256");
        for (String text : List.of("s3cret", "{\"keys\":\"s3cret\"}", p256, pem(new byte[] {1, 2, 3}), pkcs1)) {
            options.setAuthKey(text);
            assertThatThrownBy(() -> UriSigningKey.of(options))
                    .hasMessageStartingWith("authKey has not one private key to use: it must be RSA of 2048 bits")
                    .hasMessageNotContaining("s3cret")
                    .hasNoCause();
        }
    }

    @Test
    void aKeyOfSeveralLinesComesThroughAProperty() throws Exception {
        try (DefaultCamelContext application = new DefaultCamelContext()) {
            application
                    .getPropertiesComponent()
                    .addInitialProperty("key", pem(ec.toPrivateKey().getEncoded()));
            application.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("fhir-history:http://127.0.0.1:9/fhir?authType=smart&authClientId=c&authKeyId=k&authKey=RAW({{key}})"
                                    + "&stateUrl=jdbc:sqlite:" + directory.resolve("state.db"))
                            .to("log:any");
                }
            });
            application.start();
            assertThat(application.getRoutes().get(0).getEndpoint().toString()).doesNotContain("PRIVATE KEY");
        }
    }

    private static String pem(byte[] key) {
        return TlsKeys.pem("PRIVATE KEY", key);
    }

    private String file(String text) throws Exception {
        return Files.writeString(directory.resolve("key"), text).toString();
    }
}
