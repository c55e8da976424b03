package dev.healthevents.ops.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A password or token that we expect, kept as its digest. It is in no {@code toString}. */
public final class Secret {

    private final byte[] digest;

    private Secret(byte[] digest) {
        this.digest = digest;
    }

    public static Secret of(String value) {
        return new Secret(sha256(value));
    }

    /** Compares in constant time, so that the answer's time says nothing of the secret. */
    boolean is(String given) {
        return MessageDigest.isEqual(digest, sha256(given));
    }

    private static byte[] sha256(String value) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
