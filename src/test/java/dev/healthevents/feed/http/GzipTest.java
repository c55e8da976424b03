package dev.healthevents.feed.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GzipTest {

    private final List<Integer> asked = new ArrayList<>();

    private byte[] read(byte[] plain) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(plain);
        }
        try (Gzip gzip = new Gzip(new ByteArrayInputStream(compressed.toByteArray()) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                asked.add(length);
                return super.read(target, offset, length);
            }
        })) {
            return gzip.readAllBytes();
        }
    }

    @Test
    void aLargeBodyIsReadInLargePiecesAndComesOutWhole() throws IOException {
        byte[] plain = new byte[1 << 20];
        new Random(1).nextBytes(plain);

        assertThat(read(plain)).isEqualTo(plain);
        assertThat(asked).contains(64 << 10);
    }

    @Test
    void aSmallBodyNeedsNoLargeBuffer() throws IOException {
        byte[] plain = "{\"resourceType\":\"Bundle\"}".getBytes();

        assertThat(read(plain)).isEqualTo(plain);
        assertThat(asked).allMatch(length -> length <= 2 << 10);
    }
}
