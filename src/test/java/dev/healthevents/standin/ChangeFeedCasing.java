package dev.healthevents.standin;

import dev.healthevents.standin.ChangeFeedRow.Action;
import java.util.Locale;

/** The ways in which change feeds write the names of members and of actions. */
public enum ChangeFeedCasing {
    /** As Microsoft's service: {@code sopInstanceUid}, {@code "Create"}. */
    SERVICE("sequence partitionName studyInstanceUid seriesInstanceUid sopInstanceUid action timestamp state"),
    /** As Microsoft's documentation: {@code SopInstanceUid}, {@code "create"}. */
    DOCUMENTATION("Sequence PartitionName StudyInstanceUid SeriesInstanceUid SopInstanceUid Action Timestamp State"),
    /** As an emulator: {@code SOPInstanceUID}, {@code "create"}. */
    EMULATOR("Sequence PartitionName StudyInstanceUID SeriesInstanceUID SOPInstanceUID Action Timestamp State");

    private final String[] members;

    ChangeFeedCasing(String members) {
        this.members = members.split(" ");
    }

    String member(int index) {
        return members[index];
    }

    String value(Action action) {
        String value = action.name().toLowerCase(Locale.ROOT);
        return this == SERVICE ? value.substring(0, 1).toUpperCase(Locale.ROOT) + value.substring(1) : value;
    }
}
