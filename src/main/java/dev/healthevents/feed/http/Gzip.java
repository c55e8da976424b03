package dev.healthevents.feed.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * Decompresses with a buffer that grows with what comes: most pages tell in a few hundred bytes that there is nothing
 * new, and a large one is read in large pieces.
 */
final class Gzip extends GZIPInputStream {

    private static final int FIRST = 2 << 10;
    private static final int LARGEST = 64 << 10;

    /**
     * @param compressed begins with the header of gzip
     * @throws IOException if it does not, or can't be read
     */
    Gzip(InputStream compressed) throws IOException {
        super(compressed, FIRST);
    }

    @Override
    protected void fill() throws IOException {
        // All of it is used up whenever there is more to be read.
        if (len == buf.length && buf.length < LARGEST) {
            buf = new byte[buf.length * 4 > LARGEST ? LARGEST : buf.length * 4];
        }
        super.fill();
    }
}
