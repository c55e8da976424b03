package dev.healthevents.state;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which dead letters are meant; {@code null}, or no ids, means any.
 *
 * @param stage {@code read}, {@code route} or {@code deliver}
 * @param source name of the source that they are of
 * @param sink name of the sink
 * @param reason a part of the reason, or the word for the cause or the outcome; capitals make no difference
 * @param ids of the events
 * @param last the number of the last of them that is meant; they are numbered in the order in which they became dead letters
 */
public record DeadLetterSearch(String stage, String source, String sink, String reason, List<String> ids, Long last) {

    public static final DeadLetterSearch ALL = new DeadLetterSearch(null, null, null, null, List.of());

    /** No dead letter has it as its stage, and none that was to be delivered as its sink. */
    private static final String NONE = "";

    public DeadLetterSearch(String stage, String source, String sink, String reason, List<String> ids) {
        this(stage, source, sink, reason, ids, null);
    }

    /** Those of these that are of one stage. */
    public DeadLetterSearch atStage(String one) {
        return new DeadLetterSearch(both(stage, one), source, sink, reason, ids, last);
    }

    /** Those of these that could not be delivered to one sink. */
    public DeadLetterSearch ofSink(String one) {
        return new DeadLetterSearch(both(stage, DeadLetter.DELIVER), source, both(sink, one), reason, ids, last);
    }

    /** Those of these that became dead letters no later than that one. */
    public DeadLetterSearch upTo(long number) {
        return new DeadLetterSearch(stage, source, sink, reason, ids, number);
    }

    private static String both(String asked, String one) {
        return asked == null || asked.equals(one) ? one : NONE;
    }

    /** A condition, to be given its values by {@link #set}. */
    String condition() {
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        if (stage != null) {
            conditions.add("stage = ?");
        }
        if (source != null) {
            conditions.add("source = ?");
        }
        if (sink != null) {
            conditions.add("sink = ?");
        }
        if (reason != null) {
            conditions.add("(LOWER(reason) LIKE ? ESCAPE '!' OR LOWER(cause) = ? OR LOWER(outcome) = ?)");
        }
        if (!ids.isEmpty()) {
            conditions.add("id IN (?" + ", ?".repeat(ids.size() - 1) + ")");
        }
        if (last != null) {
            conditions.add("number <= ?");
        }
        return String.join(" AND ", conditions);
    }

    /** @return the number of the parameter that follows */
    int set(PreparedStatement statement) throws SQLException {
        List<String> values = new ArrayList<>();
        if (stage != null) {
            values.add(stage);
        }
        if (source != null) {
            values.add(source);
        }
        if (sink != null) {
            values.add(sink);
        }
        if (reason != null) {
            String lower = reason.toLowerCase(Locale.ROOT);
            values.add("%" + lower.replaceAll("([!%_])", "!$1") + "%");
            values.add(lower);
            values.add(lower);
        }
        values.addAll(ids);
        for (int i = 0; i < values.size(); i++) {
            statement.setString(i + 1, values.get(i));
        }
        if (last != null) {
            statement.setLong(values.size() + 1, last);
            return values.size() + 2;
        }
        return values.size() + 1;
    }
}
