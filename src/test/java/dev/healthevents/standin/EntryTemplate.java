package dev.healthevents.standin;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JSON of an entry with holes such as {@code {id}}, cut into pieces once, so that filling it in is copying. */
final class EntryTemplate {

    private static final Pattern HOLE = Pattern.compile("\\{(base|id|version|lastUpdated|method|status|family)}");

    private final List<byte[]> texts = new ArrayList<>();
    private final List<String> holes = new ArrayList<>();

    /** What goes into the holes of one entry. */
    interface Values {
        byte[] get(String hole);
    }

    EntryTemplate(String json) {
        Matcher matcher = HOLE.matcher(json);
        int end = 0;
        while (matcher.find()) {
            texts.add(json.substring(end, matcher.start()).getBytes(StandardCharsets.UTF_8));
            holes.add(matcher.group(1));
            end = matcher.end();
        }
        texts.add(json.substring(end).getBytes(StandardCharsets.UTF_8));
    }

    void write(Values values, ByteArrayOutputStream out) {
        for (int i = 0; i < holes.size(); i++) {
            out.writeBytes(texts.get(i));
            out.writeBytes(values.get(holes.get(i)));
        }
        out.writeBytes(texts.get(texts.size() - 1));
    }
}
