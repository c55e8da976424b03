package dev.healthevents.standin.dicomweb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.healthevents.standin.Listener;
import dev.healthevents.standin.Request;
import dev.healthevents.standin.Response;
import dev.healthevents.standin.Response.Ending;
import dev.healthevents.standin.dicomweb.DicomwebArchive.Held;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Answers QIDO-RS as the standard has it, but for its habits. What else it is asked is an error. */
public final class DicomwebServer implements AutoCloseable {

    private static final String BASE = "/dicom-web";
    private static final Pattern PATH =
            Pattern.compile(BASE + "/studies(?:/([\\d.]+)/(series|instances)|/([\\d.]+)/series/([\\d.]+)/instances)?");
    private static final int CAP = 7;

    private final DicomwebArchive archive;
    private final Set<Habit> habits;
    private final Listener listener;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean empty;
    private volatile double failing;
    private volatile String brokenStudy = "";
    private Random random = new Random(1);

    public DicomwebServer(DicomwebArchive archive, Set<Habit> habits) {
        this.archive = archive;
        this.habits = Set.copyOf(habits);
        try {
            listener = new Listener(0, Clock.systemUTC(), this::answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        listener.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + listener.port() + BASE);
    }

    /** Whether it finds nothing, as with a failed database or after a permission was taken away. */
    public void empty(boolean nothing) {
        empty = nothing;
    }

    /** @param share of the requests that fail, each in another way */
    public void failing(double share, long seed) {
        failing = share;
        random = new Random(seed);
    }

    /** Has it answer 500 whenever the images of that study are listed. */
    public void broken(String study) {
        brokenStudy = study;
    }

    /** How many requests there were. */
    public int requests() {
        return requests.get();
    }

    private synchronized Response answer(Request request) {
        requests.incrementAndGet();
        Response failure = random.nextDouble() < failing ? failure() : null;
        if (failure != null) {
            return failure;
        }
        Matcher path = PATH.matcher(request.path());
        if (!path.matches() || !request.headers().getOrDefault("Accept", "").equals("application/dicom+json")) {
            return Response.text(400, "text/plain", "no such search: " + request.target());
        }
        Map<String, String> keys = keys(request.query());
        int limit = Integer.parseInt(keys.get("limit"));
        String study = path.group(1) == null ? path.group(3) : path.group(1);
        boolean broad = !keys.containsKey("StudyDate") && !keys.containsKey("StudyInstanceUID");
        if (habits.contains(Habit.REFUSES_LARGE_LIMITS) && limit > 200
                || habits.contains(Habit.REFUSES_BROAD_SEARCHES) && study == null && broad) {
            return Response.text(400, "text/plain", "refused");
        }
        if (study != null && study.equals(brokenStudy)) {
            return Response.text(500, "text/plain", "broken");
        }
        if (study != null && archive.images(study).isEmpty() && habits.contains(Habit.NOT_FOUND)) {
            return Response.text(404, "text/plain", "no such study");
        }
        List<String> matches = study == null
                ? studies(keys)
                : path.group(2) != null && path.group(2).equals("series")
                        ? series(study)
                        : instances(study, path.group(4));
        return page(empty ? List.of() : matches, limit, Integer.parseInt(keys.get("offset")));
    }

    private Response failure() {
        return switch (random.nextInt(4)) {
            case 0 -> Response.text(500, "text/plain", "out of order");
            case 1 -> Response.text(503, "text/plain", "busy");
            case 2 -> Response.text(200, "application/dicom+json", "[{\"0020000D\":{\"vr\":\"UI\",\"Value\":[\"1.2");
            default -> Response.text(200, "application/dicom+json", "[]").ending(Ending.RESET);
        };
    }

    private static Map<String, String> keys(String query) {
        Map<String, String> keys = new HashMap<>();
        for (String pair : query.split("&")) {
            String[] parts = pair.split("=", 2);
            keys.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
        }
        return keys;
    }

    private List<String> studies(Map<String, String> keys) {
        String uid = habits.contains(Habit.IGNORES_STUDY_UID) ? null : keys.get("StudyInstanceUID");
        String dates = habits.contains(Habit.IGNORES_DATES) ? null : keys.get("StudyDate");
        boolean counts = !habits.contains(Habit.COUNTS_NOTHING) && "00201208".equals(keys.get("includefield"));
        List<String> found = new ArrayList<>();
        for (Held held : archive.studies()) {
            if ((uid == null || uid.equals(held.uid())) && (dates == null || within(held.date(), dates))) {
                int count = held.images().size() + (habits.contains(Habit.COUNTS_ONE_TOO_MANY) ? 1 : 0);
                found.add("{" + uid("0020000D", held.uid())
                        + (held.date() == null
                                ? ",\"00080020\":{\"vr\":\"DA\"}"
                                : ",\"00080020\":{\"vr\":\"DA\",\"Value\":[\"" + held.date() + "\"]}")
                        + ",\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"Made^Up\"}]}"
                        + (counts ? ",\"00201208\":{\"vr\":\"IS\",\"Value\":[" + count + "]}" : "") + "}");
            }
        }
        return found;
    }

    private static boolean within(String date, String range) {
        String[] ends = range.split("-", 2);
        return date != null && date.compareTo(ends[0]) >= 0 && (ends[1].isEmpty() || date.compareTo(ends[1]) <= 0);
    }

    private List<String> series(String study) {
        Set<String> series = new TreeSet<>();
        archive.images(study).forEach(image -> series.add(image.split("/")[0]));
        return series.stream()
                .map(uid -> "{" + uid("0020000D", study) + "," + uid("0020000E", uid) + "}")
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private List<String> instances(String study, String series) {
        boolean named = !habits.contains(Habit.NAMES_NO_SERIES);
        return archive.images(study).stream()
                .map(image -> image.split("/"))
                .filter(image -> series == null || series.equals(image[0]))
                .map(image -> "{" + uid("00080018", image[1]) + (named ? "," + uid("0020000E", image[0]) : "") + "}")
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static String uid(String tag, String uid) {
        return "\"" + tag + "\":{\"vr\":\"UI\",\"Value\":[\"" + uid + "\"]}";
    }

    private Response page(List<String> found, int limit, int offset) {
        List<String> matches = new ArrayList<>(found);
        if (habits.contains(Habit.NEWEST_FIRST)) {
            Collections.reverse(matches);
        }
        boolean all = habits.contains(Habit.IGNORES_LIMIT_AND_OFFSET);
        boolean warns = habits.contains(Habit.CAPS_AND_WARNS);
        int most = all ? Integer.MAX_VALUE : warns || habits.contains(Habit.CAPS) ? Math.min(limit, CAP) : limit;
        int from = all || habits.contains(Habit.IGNORES_OFFSET) ? 0 : Math.min(offset, matches.size());
        int to = (int) Math.min(matches.size(), (long) from + most);
        List<String> page = matches.subList(from, to);
        if (page.isEmpty() && habits.contains(Habit.NO_CONTENT)) {
            return Response.text(204, "application/dicom+json", "");
        }
        Response response = body("[" + String.join(",", page) + "]");
        return warns && to < matches.size()
                ? response.with(
                        "Warning",
                        "299 archive: \"The number of results exceeded the maximum supported by the server. Additional"
                                + " results can be requested.\"")
                : response;
    }

    private Response body(String json) {
        if (!habits.contains(Habit.MULTIPART)) {
            return Response.text(200, "application/dicom+json", json);
        }
        String part = "\r\n--next\r\nContent-Type: application/dicom+json\r\n\r\n" + json + "\r\n--next--\r\n";
        return Response.text(200, "multipart/related; type=\"application/dicom+json\"; boundary=next", part);
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
