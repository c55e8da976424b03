package dev.healthevents.fuzz;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;

/** Gives its bytes a few at a time, as a network may; the same bytes always in the same pieces. */
public final class Pieces extends InputStream {

    private static final int LARGEST = 7;

    private final ByteArrayInputStream bytes;
    private final Random sizes;

    public Pieces(byte[] bytes) {
        this.bytes = new ByteArrayInputStream(bytes);
        this.sizes = new Random(Arrays.hashCode(bytes));
    }

    @Override
    public int read() {
        return bytes.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        return bytes.read(target, offset, Math.min(length, 1 + sizes.nextInt(LARGEST)));
    }
}
