package dev.healthevents.camel.filter;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The members of one object of a filter. Those that are null are the same as those that are left out. */
final class FilterMembers {

    private final String name;
    private final Map<?, ?> members;

    private FilterMembers(String name, Map<?, ?> members) {
        this.name = name;
        this.members = members;
    }

    /** @throws WrongFilterException if it is no object, or has members beside the known ones */
    static FilterMembers of(String name, Object written, Set<String> known) {
        if (!(written instanceof Map<?, ?> members)) {
            throw new WrongFilterException(name + " is " + (written == null ? "empty" : "no object")
                    + ": write members such as " + String.join(", ", known));
        }
        for (Object member : members.keySet()) {
            if (!(member instanceof String known1 && known.contains(known1))) {
                throw new WrongFilterException(
                        name + " has the member '" + member + "', which is none of " + String.join(", ", known));
            }
        }
        return new FilterMembers(name, members);
    }

    Object get(String member) {
        return members.get(member);
    }

    boolean bool(String member) {
        Object value = get(member);
        if (value != null && !(value instanceof Boolean)) {
            throw new WrongFilterException(name + " has the " + member + " '" + value + "': write true or false");
        }
        return Boolean.TRUE.equals(value);
    }

    /** The text; empty where there is none. */
    String text(String member) {
        Object value = get(member);
        if (value != null && !(value instanceof String)) {
            throw new WrongFilterException(name + " has the " + member + " " + value + ": write a text, in quotes");
        }
        return value == null ? "" : (String) value;
    }

    /** The list; empty where there is none. */
    List<?> list(String member) {
        Object value = get(member);
        if (value != null && !(value instanceof List)) {
            throw new WrongFilterException(
                    name + " has the " + member + " '" + value + "': write a list, [" + value + "]");
        }
        return value == null ? List.of() : (List<?>) value;
    }
}
