package dev.healthevents.delivery;

/** Why something failed, for people. */
public final class Reason {

    private static final int LONGEST = 500;

    private Reason() {}

    /** What the innermost cause says, on one line of at most 500 characters; Camel wraps it in words about exchanges. */
    public static String of(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage() == null || root.getMessage().isBlank()
                ? root.getClass().getSimpleName()
                : root.getMessage().strip();
        String line = message.replaceAll("\\s+", " ");
        return line.substring(0, Math.min(LONGEST, line.length()));
    }
}
