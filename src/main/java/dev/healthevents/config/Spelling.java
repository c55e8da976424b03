package dev.healthevents.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds what somebody may have wanted to write. */
final class Spelling {

    private Spelling() {}

    /** The most similar of the words, if one differs in few letters, measured by its last part. */
    static Optional<String> nearest(String written, Collection<String> words) {
        return words.stream()
                .filter(word -> 2 * distance(written, word) <= longerLastPart(written, word) + 1)
                .min(Comparator.comparingInt((String word) -> distance(written, word))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The key that is most similar, with the names that somebody gave in it. */
    static Optional<String> nearestKey(String written) {
        List<String> parts = List.of(written.split("\\."));
        return nearest(
                written,
                KnownKeys.all().stream()
                        .map(key -> withNamesOf(parts, key.name()))
                        .toList());
    }

    private static String withNamesOf(List<String> written, String key) {
        String[] parts = key.split("\\.");
        for (int i = 0; i < parts.length; i++) {
            if (parts[i].equals(KnownKeys.ANY_NAME)) {
                parts[i] = i < written.size() ? written.get(i) : "<name>";
            }
        }
        return String.join(".", parts).replace(KnownKeys.ANY_PLACE, "0");
    }

    private static int longerLastPart(String one, String other) {
        return Math.max(lastPart(one).length(), lastPart(other).length());
    }

    private static String lastPart(String key) {
        return key.replaceFirst("^.*[._]", "");
    }

    /** Levenshtein's: how many letters to put in, take out or exchange. */
    static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        Arrays.setAll(before, i -> i);
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int exchanged = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(exchanged, 1 + Math.min(before[j], row[j - 1]));
            }
            before = row;
        }
        return before[other.length()];
    }
}
