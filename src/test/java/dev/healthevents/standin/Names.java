package dev.healthevents.standin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for names, in the order in which they were first seen. */
final class Names {

    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    int number(String name) {
        return numbers.computeIfAbsent(name, unseen -> {
            names.add(unseen);
            return names.size() - 1;
        });
    }

    String name(int number) {
        return names.get(number);
    }
}
