package dev.healthevents.feed.dicom;

/**
 * Whether the {@code subject} of an image's event names its data partition. Microsoft's own pages show both forms.
 *
 * @see <a href="https://learn.microsoft.com/azure/healthcare-apis/events/events-message-structure">Events message
 *     structures</a>
 */
public enum SubjectPartition {
    /** {@code host/v1/partitions/P/studies/…}, as Microsoft's newest page has it. */
    ALWAYS("always"),

    /** As {@link #ALWAYS} where the service has data partitions switched on, else as {@link #NEVER}. */
    WHEN_ENABLED("when-enabled"),

    /** {@code host/v1/studies/…}, as Microsoft's older pages have it. */
    NEVER("never");

    private final String value;

    SubjectPartition(String value) {
        this.value = value;
    }

    /** The name in configuration. */
    public String value() {
        return value;
    }
}
