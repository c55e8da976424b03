package dev.healthevents.camel.filter;

import dev.healthevents.camel.yaml.WrongYamlException;
import java.util.List;

/** What an operator compares with: how it is written, and which values of an event can be compared with it. */
enum Operands {
    NUMBERS("values", "a list of numbers", Number.class),
    NUMBER("value", "one number", Number.class),
    RANGES("values", "a list of ranges [low, high]", Number.class),
    BOOL("value", "true or false", Boolean.class),
    TEXTS("values", "a list of texts", String.class),
    NONE(null, "nothing", Object.class);

    /** Event Grid's limit of characters in a text. */
    private static final int LONGEST = 512;

    private final String member;
    private final String description;
    private final Class<?> type;

    Operands(String member, String description, Class<?> type) {
        this.member = member;
        this.description = description;
        this.type = type;
    }

    /** The member of an advanced filter that holds them: {@code value}, {@code values}, or {@code null} for neither. */
    String member() {
        return member;
    }

    String description() {
        return description;
    }

    boolean comparable(Object key) {
        return type.isInstance(key);
    }

    /**
     * Checks one value of a filter.
     *
     * @return what the operator's comparison takes
     * @throws WrongYamlException with what is wrong, to be read after the name of the filter
     */
    Object compiled(Object value) {
        return switch (this) {
            case NUMBERS, NUMBER -> number(value);
            case RANGES -> range(value);
            case BOOL -> bool(value);
            case TEXTS -> text(value);
            case NONE -> throw new WrongYamlException("takes no value");
        };
    }

    /** What a text means that a number, or true or false, was made into on its way here; itself if it means neither. */
    Object read(Object value) {
        return switch (this) {
            case NUMBERS, NUMBER -> Numbers.read(value);
            case RANGES ->
                value instanceof List<?> range
                        ? range.stream().map(Numbers::read).toList()
                        : value;
            case BOOL -> value instanceof String text && text.matches("(?i)true|false") ? Boolean.valueOf(text) : value;
            case TEXTS, NONE -> value;
        };
    }

    private static Object number(Object value) {
        if (!Numbers.finite(value)) {
            throw new WrongYamlException(
                    "takes numbers, but has " + shown(value),
                    value instanceof String ? "write it without quotes" : "write a number such as 5");
        }
        return Numbers.compiled(value);
    }

    private static Object range(Object value) {
        if (!(value instanceof List<?> range) || range.size() != 2) {
            throw new WrongYamlException(
                    "takes ranges such as [1, 9], but has " + shown(value), "write a list of such lists");
        }
        Object low = number(range.get(0));
        Object high = number(range.get(1));
        if (Numbers.compare(low, high) > 0) {
            throw new WrongYamlException("has the range " + range + ", which is empty", "put the lower number first");
        }
        return new Numbers.Range(low, high);
    }

    private static Object bool(Object value) {
        if (!(value instanceof Boolean)) {
            throw new WrongYamlException("takes true or false, but has " + shown(value), "write one, without quotes");
        }
        return value;
    }

    private static Object text(Object value) {
        if (!(value instanceof String text)) {
            throw new WrongYamlException("takes texts, but has " + shown(value), "put it in quotes");
        }
        if (text.length() > LONGEST) {
            throw new WrongYamlException(
                    "has a text of " + text.length() + " characters, but Event Grid allows " + LONGEST, "shorten it");
        }
        return text;
    }

    private static String shown(Object value) {
        return value instanceof String ? "the text '" + value + "'" : String.valueOf(value);
    }
}
