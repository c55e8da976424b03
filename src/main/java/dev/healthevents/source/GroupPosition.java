package dev.healthevents.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far a group is with a partition, as Kafka keeps it: a number before which all is done, and metadata that says what is
 * done behind it. Each sink that was left behind has a place of its own in it: what the others have must not come again
 * to them because one of them is away.
 *
 * @param committed the number
 * @param metadata as {@link #of} made it; anything else, such as that of a tool that reset the group, is taken for none
 */
record GroupPosition(long committed, String metadata) {

    private static final String WITH_SINKS = "2:";
    private static final String PARTS = ";";

    /** @param behind where sinks are that were left behind: before that they have all */
    static GroupPosition of(OpenOffsets offsets, Map<String, Long> behind) {
        long reading = offsets.committable();
        if (behind.isEmpty()) {
            return new GroupPosition(reading, offsets.metadata());
        }
        long first = behind.values().stream().reduce(reading, Math::min);
        String places = behind.entrySet().stream()
                .map(sink -> URLEncoder.encode(sink.getKey(), UTF_8) + "=" + (sink.getValue() - first))
                .collect(Collectors.joining(","));
        String head = WITH_SINKS + (reading - first) + PARTS + places + PARTS;
        return new GroupPosition(first, head + offsets.metadata(OpenOffsets.MOST_CHARACTERS - head.length()));
    }

    /** What those sinks have still to get that were not left behind. */
    OpenOffsets offsets() {
        String[] parts = parts();
        return parts == null
                ? new OpenOffsets(committed, metadata)
                : new OpenOffsets(committed + Long.parseLong(parts[0].substring(WITH_SINKS.length())), parts[2]);
    }

    /** From where on it is to be read for those. */
    long reading() {
        return offsets().committable();
    }

    /** Where sinks are that were left behind. */
    Map<String, Long> behind() {
        Map<String, Long> behind = new TreeMap<>();
        String[] parts = parts();
        if (parts != null) {
            for (String sink : parts[1].split(",")) {
                String[] place = sink.split("=");
                behind.put(URLDecoder.decode(place[0], UTF_8), committed + Long.parseLong(place[1]));
            }
        }
        return behind;
    }

    private String[] parts() {
        boolean ours = metadata != null && metadata.matches("2:\\d{1,18};[^;=,]+=\\d{1,18}(,[^;=,]+=\\d{1,18})*;[^;]*");
        return ours ? metadata.split(PARTS, 3) : null;
    }
}
