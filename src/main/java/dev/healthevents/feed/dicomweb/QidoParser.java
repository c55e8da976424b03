package dev.healthevents.feed.dicomweb;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.http.PageReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads an answer in the DICOM JSON model, of which only UIDs, the study's date and its count are kept: it also holds a
 * patient's names.
 *
 * @see <a href="https://dicom.nema.org/medical/dicom/current/output/chtml/part18/chapter_F.html">DICOM PS3.18, F</a>
 */
final class QidoParser implements PageReader<QidoPage> {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern UID = Pattern.compile("[0-9]+(\\.[0-9]+)*");
    private static final Pattern DATE = Pattern.compile("[0-9]{8}");
    private static final Pattern COUNT = Pattern.compile("\\+?[0-9]{1,9}(\\.0*)?");
    private static final int LONGEST_UID = 64;
    private static final int MOST_REST = 64 << 10;

    private boolean truncated;

    @Override
    public void warned(String warning) {
        // 299 is also told of keys that the server does not know; PS3.18, 8.3.4.
        String words = warning.toLowerCase(Locale.ROOT);
        truncated |= words.startsWith("299")
                && (words.contains("exceed") || words.contains("additional results") || words.contains("remaining"));
    }

    @Override
    public QidoPage nothing(int status, Instant date) throws FeedException {
        if (status != 204) {
            throw notMatches("it is " + status + " with nothing in it");
        }
        return new QidoPage(List.of(), truncated);
    }

    /** @throws FeedException if this is no such answer */
    @Override
    public QidoPage read(InputStream body, Instant date) throws IOException, FeedException {
        List<Found> found = new ArrayList<>();
        JsonPart part = new JsonPart(body);
        try (JsonParser json = JSON.createParser(part)) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                throw notMatches("it is no array");
            }
            // What is not listed is taken for deleted, so nothing may be passed over.
            while (json.nextToken() == JsonToken.START_OBJECT) {
                found.add(match(json));
            }
            if (json.currentToken() != JsonToken.END_ARRAY) {
                throw notMatches("a match is no object");
            }
            if (!part.ofSeveral() && json.nextToken() != null) {
                throw notMatches("there is something after its end");
            }
            // Else the connection can't be used again after the end of a multipart message.
            body.readNBytes(MOST_REST);
        }
        return new QidoPage(found, truncated);
    }

    private static Found match(JsonParser json) throws IOException {
        String study = null;
        String series = null;
        String sop = null;
        String date = null;
        Integer count = null;
        for (String tag = json.nextFieldName(); tag != null; tag = json.nextFieldName()) {
            json.nextToken();
            switch (tag.toUpperCase(Locale.ROOT)) {
                case "0020000D" -> study = uid(value(json));
                case "0020000E" -> series = uid(value(json));
                case "00080018" -> sop = uid(value(json));
                case "00080020" -> date = date(value(json));
                case "00201208" -> count = count(value(json));
                default -> json.skipChildren();
            }
        }
        return new Found(study, series, sop, date, count);
    }

    /** The first value of an attribute, or {@code null}; numbers may be strings, and strings numbers. */
    private static String value(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return null;
        }
        String first = null;
        for (String member = json.nextFieldName(); member != null; member = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            if (!member.equals("Value") || token != JsonToken.START_ARRAY) {
                json.skipChildren();
                continue;
            }
            while (json.nextToken() != JsonToken.END_ARRAY) {
                first = first == null && json.currentToken().isScalarValue() ? json.getValueAsString() : first;
                json.skipChildren();
            }
        }
        return first;
    }

    /** DICOM fills UIDs with a zero byte to an even length, and some servers leave it there. */
    private static String uid(String text) {
        String uid = text == null ? "" : text.replace("\0", "").strip();
        return uid.length() <= LONGEST_UID && UID.matcher(uid).matches() ? uid : null;
    }

    private static String date(String text) {
        String date = text == null ? "" : text.strip();
        return DATE.matcher(date).matches() ? date : null;
    }

    /** A whole number, also with zeros after a point. */
    private static Integer count(String text) {
        String digits = text == null ? "" : text.strip();
        return COUNT.matcher(digits).matches() ? Integer.valueOf(digits.replaceFirst("\\..*", "")) : null;
    }

    private static FeedException notMatches(String why) {
        return new FeedException("A search was not answered as DICOMweb does: " + why
                + "; is `url` the base of a DICOMweb service, below which /studies is?");
    }
}
