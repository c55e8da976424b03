package dev.healthevents.feed.http;

import java.io.IOException;
import java.io.InputStream;

/** Counts what arrives, ends it at a limit, and remembers what it began with. */
final class PageBody extends InputStream {

    /** More came than was allowed for. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final InputStream in;
    private final long limit;
    private long count;
    private int first = -1;

    PageBody(InputStream in, long limit) {
        this.in = in;
        this.limit = limit;
    }

    /** How many bytes were read so far. */
    long count() {
        return count;
    }

    /** Whether the first visible character is the {@code <} of HTML or XML. */
    boolean beginsLikeMarkup() {
        return first == '<';
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = in.read(target, offset, length);
        if (read > 0) {
            count += read;
            if (count > limit) {
                throw new TooLong();
            }
            for (int i = offset; first < 0 && i < offset + read; i++) {
                // Bytes above 127 here are those of a byte order mark.
                first = target[i] > ' ' ? target[i] : -1;
            }
        }
        return read;
    }
}
