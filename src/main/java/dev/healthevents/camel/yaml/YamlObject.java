package dev.healthevents.camel.yaml;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** The members of one object in YAML. Those that are null are the same as those that are left out. */
public final class YamlObject {

    /** More than anybody writes by hand, and few enough to be gone through at once. */
    private static final int MOST_VALUES = 100_000;

    private static final int DEEPEST = 200;

    private final String name;
    private final Map<?, ?> members;

    private YamlObject(String name, Map<?, ?> members) {
        this.name = name;
        this.members = members;
    }

    /**
     * What a text holds: an object, a list, a text, a number, a boolean or nothing.
     *
     * @throws WrongYamlException if it is neither YAML nor JSON
     */
    public static Object read(String name, String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Object read;
        try {
            read = new Yaml(new SafeConstructor(options)).load(yaml);
        } catch (YAMLException | IllegalArgumentException e) {
            // Of a number without digits (._) it throws what Java's own parser does.
            throw new WrongYamlException(name + " is neither YAML nor JSON: " + e.getMessage(), e);
        } catch (StackOverflowError e) {
            // Of a name that holds itself it asks the hash, which has no end.
            throw endless(name);
        }
        if (spared(read, MOST_VALUES, 0) < 0) {
            throw endless(name);
        }
        return read;
    }

    private static WrongYamlException endless(String name) {
        return new WrongYamlException(
                name + " has more than " + MOST_VALUES + " values, or by its aliases (*name) no end",
                "make several of it, and write out what aliases stand for");
    }

    /** How many of so many values are left after these; below zero where they are more, as what holds itself always is. */
    private static int spared(Object value, int values, int depth) {
        int left = depth > DEEPEST ? -1 : values - 1;
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> member : map.entrySet()) {
                left = left < 0 ? left : spared(member.getKey(), left, depth + 1);
                left = left < 0 ? left : spared(member.getValue(), left, depth + 1);
            }
        } else if (value instanceof Collection<?> list) {
            for (Object one : list) {
                left = left < 0 ? left : spared(one, left, depth + 1);
            }
        }
        return left;
    }

    /** @throws WrongYamlException if it is no object, or has members beside the known ones */
    public static YamlObject of(String name, Object written, Set<String> known) {
        if (!(written instanceof Map<?, ?> members)) {
            throw new WrongYamlException(
                    name + " is " + (written == null ? "empty" : "no object"),
                    "write members such as " + String.join(", ", known));
        }
        for (Object member : members.keySet()) {
            if (!(member instanceof String text && known.contains(text))) {
                throw new WrongYamlException(
                        name + " has the member '" + member + "', which is none of " + String.join(", ", known));
            }
        }
        return new YamlObject(name, members);
    }

    public Object get(String member) {
        return members.get(member);
    }

    public boolean bool(String member) {
        Object value = get(member);
        if (value != null && !(value instanceof Boolean)) {
            throw new WrongYamlException(name + " has the " + member + " '" + value + "'", "write true or false");
        }
        return Boolean.TRUE.equals(value);
    }

    /** An object whose members may have any name. */
    public static YamlObject of(String name, Object written) {
        return of(name, written, written instanceof Map<?, ?> map ? names(map) : Set.of());
    }

    private static Set<String> names(Map<?, ?> map) {
        return map.keySet().stream().map(String::valueOf).collect(Collectors.toSet());
    }

    /** The number; {@code none} where there is none. */
    public long number(String member, long none) {
        Object value = get(member);
        if (value != null && !(value instanceof Integer) && !(value instanceof Long)) {
            throw new WrongYamlException(name + " has the " + member + " '" + value + "'", "write a whole number");
        }
        return value == null ? none : ((Number) value).longValue();
    }

    /** The object; empty where there is none. */
    public Map<?, ?> object(String member) {
        Object value = get(member);
        if (value != null && !(value instanceof Map)) {
            throw new WrongYamlException(
                    name + " has the " + member + " '" + value + "'", "write an object, name: value");
        }
        return value == null ? Map.of() : (Map<?, ?>) value;
    }

    /** The text; {@code none} where there is none. */
    public String text(String member, String none) {
        return get(member) == null ? none : text(member);
    }

    /** The text; empty where there is none. */
    public String text(String member) {
        Object value = get(member);
        if (value != null && !(value instanceof String)) {
            throw new WrongYamlException(name + " has the " + member + " " + value, "write a text, in quotes");
        }
        return value == null ? "" : (String) value;
    }

    /** The list; empty where there is none. */
    public List<?> list(String member) {
        Object value = get(member);
        if (value != null && !(value instanceof List)) {
            throw new WrongYamlException(
                    name + " has the " + member + " '" + value + "'", "write a list, [" + value + "]");
        }
        return value == null ? List.of() : (List<?>) value;
    }
}
