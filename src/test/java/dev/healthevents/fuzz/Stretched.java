package dev.healthevents.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Lets a small input stand for a large one: a byte 2, and one that says how often, repeat what stands before them. So depth,
 * digits and length beyond all measure are a few bytes away; JSON and YAML have no use for a byte 2.
 */
public final class Stretched {

    private static final byte REPEAT = 2;
    private static final int MOST = 32 << 10;

    private Stretched() {}

    public static byte[] of(byte[] input) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(input.length);
        for (int i = 0; i < input.length; i++) {
            if (input[i] == REPEAT && i > 0 && i + 1 < input.length) {
                byte[] more = new byte[Math.min(1 << (input[i + 1] & 0xf), MOST)];
                Arrays.fill(more, input[i - 1]);
                out.write(more, 0, out.size() < MOST ? more.length : 0);
                i++;
            } else {
                out.write(input[i]);
            }
        }
        return out.toByteArray();
    }
}
