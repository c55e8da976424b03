package dev.healthevents.feed.dicom;

import dev.healthevents.event.EventIds;
import dev.healthevents.event.HealthEventType;
import dev.healthevents.feed.LooseTime;
import dev.healthevents.feed.Rejected;
import dev.healthevents.feed.WrittenOtherwise;
import dev.healthevents.feed.ZonedTime;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * Decides what a row of a change feed means: by its {@code action} alone. Its {@code state} is that of the image now, and
 * changes when the image does; a row of a delete may say {@code Replaced}.
 */
final class RowReader {

    private static final String DEFAULT_PARTITION = "Microsoft.Default";
    private static final int LONGEST = 64;

    private final String account;
    private final int epoch;
    private final WrittenOtherwise otherwise;

    /** @param otherwise told what was read although the service writes it otherwise */
    RowReader(String account, int epoch, WrittenOtherwise otherwise) {
        this.account = account;
        this.epoch = epoch;
        this.otherwise = otherwise;
    }

    /** Adds the row to what was understood or to what was not. */
    void read(ChangeFeedRow row, List<DicomChange> changes, List<Rejected> rejected) {
        String reason = reason(row);
        if (reason != null) {
            rejected.add(new Rejected(
                    EventIds.of("rejected\n" + account + "\n" + epoch + "\n" + row.facts()),
                    row.description(),
                    reason));
            return;
        }
        Instant time = time(row.timestamp);
        if (ZonedTime.parse(row.timestamp) == null) {
            row.otherwise.add("timestamp in another form than .NET's");
        }
        if (!row.otherwise.isEmpty()) {
            otherwise.read(row.otherwise);
        }
        changes.add(new DicomChange(
                number(row.sequence),
                operation(row.action),
                time,
                partition(row),
                row.studyInstanceUid,
                row.seriesInstanceUid,
                row.sopInstanceUid));
    }

    /** Why no event can be made of a row, in one sentence; {@code null} if it can. */
    private static String reason(ChangeFeedRow row) {
        if (row.oddMember != null) {
            return "It can't be read: " + row.oddMember + ".";
        }
        if (number(row.sequence) < 1) {
            return "Its sequence is missing or no positive number.";
        }
        if (operation(row.action) == null) {
            return "Its action is none of Create, Update and Delete.";
        }
        if (!isUid(row.studyInstanceUid) || !isUid(row.seriesInstanceUid) || !isUid(row.sopInstanceUid)) {
            return "Its study, series or SOP instance UID is missing or no UID (1 to 64 digits and dots).";
        }
        if (!isPartition(partition(row))) {
            return "Its partitionName is no name of a data partition.";
        }
        return time(row.timestamp) == null ? "Its timestamp is missing or no time with a zone." : null;
    }

    static long number(String sequence) {
        if (sequence == null || sequence.isEmpty() || sequence.length() > 19) {
            return -1;
        }
        for (int i = 0; i < sequence.length(); i++) {
            if (sequence.charAt(i) < '0' || sequence.charAt(i) > '9') {
                return -1;
            }
        }
        try {
            return Long.parseLong(sequence);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** @return the time to 100 ns, which is as fine as the service keeps it; {@code null} if this is none */
    static Instant time(String timestamp) {
        Instant plain = ZonedTime.parse(timestamp);
        Instant time = plain != null ? plain : LooseTime.parse(timestamp);
        return time == null ? null : time.minusNanos(time.getNano() % 100);
    }

    private static HealthEventType operation(String action) {
        return switch (action == null ? "" : action.toLowerCase(Locale.ROOT)) {
            case "create" -> HealthEventType.DICOM_IMAGE_CREATED;
            case "update" -> HealthEventType.DICOM_IMAGE_UPDATED;
            case "delete" -> HealthEventType.DICOM_IMAGE_DELETED;
            default -> null;
        };
    }

    private static String partition(ChangeFeedRow row) {
        return row.partitionName == null ? DEFAULT_PARTITION : row.partitionName;
    }

    /** Looser than DICOM PS3.5 section 9.1, which allows no leading zeros: some old equipment sends them. */
    private static boolean isUid(String uid) {
        return consistsOf(uid, c -> c >= '0' && c <= '9' || c == '.')
                && !uid.startsWith(".")
                && !uid.endsWith(".")
                && !uid.contains("..");
    }

    private static boolean isPartition(String name) {
        return !".".equals(name)
                && !"..".equals(name)
                && consistsOf(
                        name,
                        c -> c >= '0' && c <= '9'
                                || c >= 'a' && c <= 'z'
                                || c >= 'A' && c <= 'Z'
                                || c == '.'
                                || c == '-'
                                || c == '_');
    }

    private static boolean consistsOf(String text, IntPredicate allowed) {
        if (text == null || text.isEmpty() || text.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!allowed.test(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
