package dev.healthevents.config;

import java.util.List;

/**
 * An option of the command line with a value of its own, {@code --option VALUE} or {@code --option=VALUE}.
 *
 * @param name with its two hyphens
 */
record CommandOption(String name) {

    boolean isIn(List<String> arguments) {
        return arguments.stream().anyMatch(argument -> argument.equals(name) || argument.startsWith(name + "="));
    }

    /**
     * Takes it out of the arguments.
     *
     * @return the value of the first of them; {@code null} if it has none, or there is no such option
     */
    String take(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).startsWith(name + "=")) {
                return given(arguments.remove(i).substring(name.length() + 1));
            }
            if (arguments.get(i).equals(name)) {
                arguments.remove(i);
                return i < arguments.size() ? given(arguments.remove(i)) : null;
            }
        }
        return null;
    }

    private static String given(String value) {
        return value.isBlank() || value.startsWith("--") ? null : value;
    }
}
