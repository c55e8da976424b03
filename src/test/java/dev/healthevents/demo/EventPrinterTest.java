package dev.healthevents.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventPrinterTest {

    private static final String EVENT = """
            {"type":"Microsoft.HealthcareApis.FhirResourceUpdated","subject":"h/Patient/%s",\
            "time":"2026-11-22T12:00:00.0000000Z","data":{"resourceVersionId":2}}
            """;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Path file;
    private EventPrinter printer;

    @BeforeEach
    void follow() {
        file = folder.resolve("events.ndjson");
        printer = new EventPrinter(
                file, new EventLine(ZoneOffset.UTC, false), Clock.systemUTC(), new PrintStream(printed, true));
    }

    @Test
    void aFileThatDoesNotExistYetIsNoError() {
        printer.printNew();
        assertThat(printed()).isEmpty();
    }

    @Test
    void eachEventIsPrintedOnce() throws Exception {
        append(EVENT.formatted("a"));
        printer.printNew();
        append(EVENT.formatted("b"));
        printer.printNew();
        assertThat(printed().lines()).hasSize(2).first().asString().contains("Patient/a");
    }

    @Test
    void aLineThatIsStillBeingWrittenIsLeftForLater() throws Exception {
        String event = EVENT.formatted("a");
        append(event.substring(0, 20));
        printer.printNew();
        assertThat(printed()).isEmpty();
        append(event.substring(20));
        printer.printNew();
        assertThat(printed()).contains("Patient/a");
    }

    private void append(String text) throws Exception {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
