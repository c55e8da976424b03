package dev.healthevents.camel.yaml;

/** What an integration team wrote can't mean what it says. The message is a sentence that names the mend. */
public class WrongYamlException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public WrongYamlException(String message) {
        super(message);
    }

    public WrongYamlException(String message, Throwable cause) {
        super(message, cause);
    }
}
