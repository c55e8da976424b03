package dev.healthevents.source;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** What whoever wakes a source has to know, if anything. It is in no {@code toString}. */
public final class WakeSecret {

    /** Nothing: whoever reaches the bridge may wake the source. */
    public static final WakeSecret NONE = new WakeSecret(null);

    private final byte[] header;

    private WakeSecret(byte[] header) {
        this.header = header;
    }

    public static WakeSecret of(String secret) {
        return new WakeSecret(("Bearer " + secret).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Compares in constant time, so that the answer's time says nothing of the secret.
     *
     * @param authorization the request's header {@code Authorization}, or {@code null}
     */
    public boolean allows(String authorization) {
        return header == null
                || authorization != null
                        && MessageDigest.isEqual(header, authorization.getBytes(StandardCharsets.UTF_8));
    }
}
