package dev.healthevents.state;

/** What a failure says, on one line. */
final class Sentence {

    private static final int LONGEST = 400;

    private Sentence() {}

    /** What the innermost cause says; Flyway and the connection pool only wrap it. */
    static String of(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = String.valueOf(root.getMessage()).strip().replaceAll("\\s+", " ");
        if (!message.contains(" ")) {
            // A host or a path alone says not what is wrong with it.
            message = root.getClass().getSimpleName().replace("Exception", "") + ": " + message;
        }
        return message.substring(0, Math.min(LONGEST, message.length()));
    }
}
