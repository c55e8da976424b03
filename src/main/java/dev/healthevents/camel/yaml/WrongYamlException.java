package dev.healthevents.camel.yaml;

/** What an integration team wrote can't mean what it says. The message is a sentence that names the mend. */
public class WrongYamlException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** Characters of a sentence that quotes what was written, which may be endless. */
    private static final int LONGEST = 2_000;

    private final String problem;
    private final String mend;

    public WrongYamlException(String message) {
        this(message, (Throwable) null);
    }

    public WrongYamlException(String message, Throwable cause) {
        super(cut(message), cause);
        this.problem = cut(message);
        this.mend = "correct it";
    }

    /**
     * @param problem what is wrong, and where
     * @param mend what to do, as the rest of the sentence after a colon
     */
    public WrongYamlException(String problem, String mend) {
        super(cut(problem) + ": " + cut(mend));
        this.problem = cut(problem);
        this.mend = cut(mend);
    }

    private static String cut(String sentence) {
        return sentence.length() <= LONGEST ? sentence : sentence.substring(0, LONGEST) + "…";
    }

    /** The same, found below {@code place}. */
    public WrongYamlException in(String place) {
        return new WrongYamlException(place + " " + problem, mend);
    }

    /** What is wrong, and where, without what to do about it. */
    public String problem() {
        return problem;
    }

    /** What to do. */
    public String mend() {
        return mend;
    }
}
