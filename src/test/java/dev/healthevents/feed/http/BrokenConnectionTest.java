package dev.healthevents.feed.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.healthevents.feed.FeedException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BrokenConnectionTest {

    @Test
    void aServerThatDoesNotTakeOurCertificateIsToldFromOneThatIsNotTrusted() {
        HttpLimits usual = HttpLimits.DEFAULT;
        HttpLimits withCertificate =
                new HttpLimits(usual.requestTimeout(), usual.pageTimeout(), usual.maxPageBytes(), null, true);
        SSLException refusal = new SSLException("Received fatal alert: bad_certificate");
        URI url = URI.create("https://h/fhir");

        assertThat(new Breakdown(url, withCertificate).of(refusal, null))
                .hasMessageContaining("does not accept our certificate")
                .hasMessageContaining("under `tls`");
        assertThat(new Breakdown(url, usual).of(new SSLException("Received fatal alert: certificate_required"), null))
                .hasMessageContaining("wants a certificate of ours");
    }

    private static final HttpLimits HASTY = new HttpLimits(Duration.ofMillis(300), Duration.ofMillis(1500), 1 << 20);
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\n";

    @Test
    void anAnswerShorterThanItsContentLengthWasCutShort() throws Exception {
        try (RawServer server = RawServer.answering(HEAD + "Content-Length: 1000\r\n\r\n{\"a\":[")) {
            assertThat(failure(server.url("/fhir"))).hasMessageContaining("was cut short after 6 bytes");
        }
    }

    @Test
    void anAnswerWithoutItsLastChunkWasCutShort() throws Exception {
        try (RawServer server = RawServer.answering(HEAD + "Transfer-Encoding: chunked\r\n\r\n6\r\n{\"a\":[\r\n")) {
            assertThat(failure(server.url("/fhir"))).hasMessageContaining("was cut short after 6 bytes");
        }
    }

    @Test
    void wholeJsonWithoutItsLastChunkWasCutShort() throws Exception {
        try (RawServer server = RawServer.answering(HEAD + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n")) {
            assertThat(failure(server.url("/fhir"))).hasMessageContaining("was cut short after 2 bytes");
        }
    }

    @Test
    void aCompressedAnswerWithoutItsEndWasCutShort() throws Exception {
        byte[] zipped = RecordedServer.Answer.json("[" + "1,".repeat(1000) + "1]")
                .gzip()
                .body();
        try (RawServer server = new RawServer((out, gone) -> {
            out.write((HEAD + "Content-Encoding: gzip\r\nContent-Length: " + (zipped.length - 9) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(zipped, 0, zipped.length - 9);
        })) {
            assertThat(failure(server.url("/fhir"))).hasMessageContaining("was cut short");
        }
    }

    @Test
    void aServerThatNeverAnswersIsGivenUpAfterTheRequestTimeout() throws Exception {
        try (RawServer server = new RawServer((out, gone) -> gone.await(10, TimeUnit.SECONDS))) {
            assertThat(failure(server.url("/fhir"))).hasMessageContaining("did not answer within 300 ms");
        }
    }

    @Test
    void aServerThatFallsSilentIsGivenUpAfterTheRequestTimeout() throws Exception {
        try (RawServer server = new RawServer((out, gone) -> {
            out.write((HEAD + "Content-Length: 1000\r\n\r\n[1,").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            gone.await(10, TimeUnit.SECONDS);
        })) {
            assertThat(failure(server.url("/fhir"))).hasMessageContaining("fell silent for 300 ms after 3 bytes");
        }
    }

    @Test
    void aServerThatOnlyDripsItsBodyIsGivenUpAfterThePageTimeout() throws Exception {
        try (RawServer server = new RawServer((out, gone) -> {
            out.write((HEAD + "Content-Length: 100000\r\n\r\n[").getBytes(StandardCharsets.US_ASCII));
            drip(out, gone);
        })) {
            assertThat(failure(server.url("/fhir"))).hasMessageContaining("did not answer in full within 1500 ms");
        }
    }

    @Test
    void aServerThatOnlyDripsItsHeadersIsGivenUpAfterThePageTimeout() throws Exception {
        try (RawServer server = new RawServer((out, gone) -> {
            out.write("HTTP/1.1 200 OK\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
            drip(out, gone);
        })) {
            assertThat(failure(server.url("/fhir"))).hasMessageContaining("did not answer in full within 1500 ms");
        }
    }

    @Test
    void anEndlessRefusalIsGivenUpAfterThePageTimeout() throws Exception {
        try (RawServer server = new RawServer((out, gone) -> {
            out.write(
                    "HTTP/1.1 500 Oops\r\nContent-Type: application/json\r\n\r\n[".getBytes(StandardCharsets.US_ASCII));
            drip(out, gone);
        })) {
            assertThat(failure(server.url("/fhir"))).hasMessageContaining("did not answer in full within 1500 ms");
        }
    }

    @Test
    void aConnectionClosedWithoutAnAnswerIsCalledSo() throws Exception {
        try (RawServer server = RawServer.answering("")) {
            assertThat(failure(server.url("/fhir"))).hasMessageContaining("closed the connection without an answer");
        }
    }

    @Test
    void whatIsNotHttpIsCalledSo() throws Exception {
        try (RawServer server = RawServer.answering(HEAD + "Content-Length: many\r\n\r\n")) {
            assertThat(failure(server.url("/fhir"))).hasMessageContaining("did not answer as HTTP has it");
        }
    }

    @Test
    void aPlainServerAskedForTlsCanNotBeTrusted() throws Exception {
        try (RawServer server = new RawServer(false, (out, gone) -> {
            out.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            gone.await(5, TimeUnit.SECONDS);
        })) {
            URI secure = URI.create(server.url("/fhir").toString().replace("http:", "https:"));
            assertThat(failure(secure)).hasMessageContaining("does not speak TLS");
        }
    }

    @Test
    void aPortThatNobodyListensAtIsCalledSo() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThat(failure(URI.create("http://127.0.0.1:" + free + "/fhir")))
                .hasMessageContaining("nothing accepts connections at http://127.0.0.1:" + free);
    }

    @Test
    void anUnknownHostIsCalledSo() {
        assertThat(failure(URI.create("http://no-such-host.invalid/fhir"))).hasMessageContaining("host name");
    }

    private static void drip(OutputStream out, CountDownLatch gone) throws Exception {
        while (!gone.await(100, TimeUnit.MILLISECONDS)) {
            out.write(' ');
            out.flush();
        }
    }

    private static FeedException failure(URI url) {
        try (FeedClient client = FeedClientTest.client(url, HASTY, Authorization.none())) {
            return catchThrowableOfType(
                    FeedException.class, () -> client.get(url, "application/json", FeedClientTest::count));
        }
    }
}
