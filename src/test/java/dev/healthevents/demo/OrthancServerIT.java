package dev.healthevents.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tests count on in their Orthanc. */
@NeedsOrthanc
class OrthancServerIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    @Test
    void whatAModalitySendsIsThere() {
        try (OrthancServer orthanc = OrthancServer.start(OrthancSettings.plain())) {
            orthanc.store(DicomFiles.study(folder, 1, 2, 3));

            assertThat(orthanc.get("/statistics").get("CountInstances").asInt()).isEqualTo(6);
            assertThat(orthanc.get("/statistics").get("CountSeries").asInt()).isEqualTo(2);
            assertThat(orthanc.get("/studies?expand")
                            .at("/0/MainDicomTags/StudyInstanceUID")
                            .asText())
                    .isEqualTo(DicomFiles.uids(1, 1, 1).study());
        }
    }

    /** Whatever is installed beside it. */
    @Test
    void itsIndexIsItsOwnSqliteUnlessATestAsksForAnother() {
        try (OrthancServer orthanc = OrthancServer.start(OrthancSettings.plain())) {
            assertThat(orthanc.get("/system").get("DatabaseBackendPlugin").isNull())
                    .isTrue();
        }
    }

    @Test
    void whatItHoldsOutlivesARestart() {
        try (OrthancServer orthanc = OrthancServer.start(OrthancSettings.plain())) {
            orthanc.store(DicomFiles.study(folder, 1, 1, 1));
            orthanc.stop();
            orthanc.start();

            assertThat(orthanc.get("/instances")).hasSize(1);
        }
    }

    @Test
    void nobodyGetsInWithoutThePassword() throws Exception {
        try (OrthancServer orthanc = OrthancServer.start(OrthancSettings.plain().withPassword("s3cret"))) {
            assertThat(orthanc.get("/instances")).isEmpty();
            HttpRequest bare = HttpRequest.newBuilder(URI.create(orthanc.url() + "/instances"))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(bare, BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void itListensOnNoAddressButLoopback() throws Exception {
        try (OrthancServer orthanc = OrthancServer.start(OrthancSettings.plain())) {
            int port = URI.create(orthanc.url()).getPort();
            List<InetAddress> others = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress())
                    .toList();

            assertThat(others)
                    .allSatisfy(address -> assertThatThrownBy(() -> new Socket(address, port).close())
                            .isInstanceOf(IOException.class));
        }
    }

    @Test
    void itDoesNotOutliveAParentThatIsKilled() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName())
                .start();
        try (BufferedReader output = parent.inputReader()) {
            ProcessHandle orthanc =
                    ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();

            parent.destroyForcibly();

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(orthanc.isAlive()).isFalse());
        }
    }

    /** Starts an Orthanc, prints its process id, and never ends by itself. */
    static class Parent {
        public static void main(String[] args) throws InterruptedException {
            System.out.println(OrthancServer.start(OrthancSettings.plain()).pid());
            Thread.currentThread().join();
        }
    }
}
