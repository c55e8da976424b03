package dev.healthevents.config;

/** Something is configured wrongly. The message is one sentence that names the key and the mend. */
public class WrongConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String mend;

    /**
     * @param key the key, whole
     * @param problem what is wrong with it, to be read after its name
     * @param mend what to do
     */
    public WrongConfigurationException(String key, String problem, String mend) {
        this(key, problem, mend, null);
    }

    public WrongConfigurationException(String key, String problem, String mend, Throwable cause) {
        super(key + " " + problem, cause);
        this.mend = mend;
    }

    /**
     * @param problem what is wrong, after the name of the key
     * @param mend what to do
     */
    WrongConfigurationException(String problem, String mend, Throwable cause) {
        super(problem, cause);
        this.mend = mend;
    }

    /** What to do. */
    public String mend() {
        return mend;
    }
}
