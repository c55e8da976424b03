package dev.healthevents.docs;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.healthevents.HealthEventsApplication;
import dev.healthevents.docs.Sample.Kind;
import dev.healthevents.feed.http.TlsKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The bridge starts with every configuration that the documentation shows, up to where it would ask a server. */
class ConfigurationSamplesTest {

    @TempDir
    static Path files;

    private static final String ROUTE = """
            - route:
                from:
                  uri: outbox:%s
                  steps:
                    - to: {uri: "log:delivered"}
            """;

    @TempDir
    Path directory;

    static Stream<Sample> configurations() {
        return Sample.all(Kind.CONFIGURATION);
    }

    @BeforeAll
    static void makeTheFilesThatSamplesName() throws Exception {
        TlsKeys keys = new TlsKeys(files);
        Files.copy(keys.certificatePem("client"), files.resolve("tls.crt"));
        Files.copy(keys.keyPem("client"), files.resolve("tls.key"));
        Files.copy(keys.keyStore("client"), files.resolve("bridge.p12"));
        keys.caPem();
        keys.trustStore();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));
        Files.writeString(
                files.resolve("smart.pem"),
                TlsKeys.pem(
                        "PRIVATE KEY", generator.generateKeyPair().getPrivate().getEncoded()));
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void theBridgeStartsWith(Sample sample) throws Exception {
        Path configuration = directory.resolve("application.yaml");
        WholeConfiguration whole = new WholeConfiguration(sample.text(), directory, files);
        Files.writeString(configuration, whole.yaml());
        for (String sink : whole.sinksWithRoutesOfTheirOwn()) {
            Files.writeString(directory.resolve(sink + "-sink.camel.yaml"), ROUTE.formatted(sink));
        }

        assertThatCode(() -> new SpringApplicationBuilder(HealthEventsApplication.class)
                        .web(WebApplicationType.NONE)
                        .run(
                                "--spring.config.location=classpath:application.yaml," + configuration.toUri(),
                                // Routes are loaded, and no server is asked.
                                "--camel.main.auto-startup=false")
                        .close())
                .as(sample.text())
                .doesNotThrowAnyException();
    }
}
