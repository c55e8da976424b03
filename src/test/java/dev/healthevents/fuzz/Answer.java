package dev.healthevents.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.feed.FeedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What a reader makes of an answer: it understands it or refuses it, with a reason, and throws nothing else.
 *
 * @param value what it understood, or {@code null}
 * @param refusal the reason; {@code null} if it understood
 */
public record Answer<T>(T value, String refusal) {

    /** Jackson takes a name with such a byte for a known one that lacks it, or refuses it, by what it has read before. */
    private static final byte NEVER_IN_UTF_8 = (byte) 0xff;

    /** Reads with a new reader each time; all that it understands is in what it returns. */
    public interface Reading<T> {
        T read(InputStream in) throws IOException, FeedException;
    }

    /** Reads the same bytes twice, at once and in pieces, and sees to it that the same comes of it at a bounded cost. */
    public static <T> Answer<T> of(byte[] bytes, Reading<T> reading) {
        Answer<T> whole = Cost.bounded(() -> read(reading, new ByteArrayInputStream(bytes)));
        if (holds(bytes, NEVER_IN_UTF_8)) {
            return whole;
        }
        Answer<T> inPieces = read(reading, new Pieces(bytes));
        // Of several reasons to refuse, another may be seen first.
        assertThat(inPieces.understood()).as("Understood in pieces").isEqualTo(whole.understood());
        assertThat(inPieces.value).as("Read in pieces").isEqualTo(whole.value);
        return whole;
    }

    private static <T> Answer<T> read(Reading<T> reading, InputStream in) {
        try {
            return new Answer<>(reading.read(in), null);
        } catch (FeedException e) {
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(600);
            return new Answer<>(null, e.getMessage());
        } catch (IOException e) {
            return new Answer<>(null, "No JSON");
        }
    }

    private static boolean holds(byte[] bytes, byte wanted) {
        for (byte one : bytes) {
            if (one == wanted) {
                return true;
            }
        }
        return false;
    }

    public boolean understood() {
        return refusal == null;
    }
}
