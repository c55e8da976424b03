package dev.healthevents.ops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metrics of one scrape with their labels, and what of an expression in PromQL they would leave without an answer.
 */
final class ScrapedMetrics {

    private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)(?:\\{(.*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final Pattern SELECTOR =
            Pattern.compile("\\b((?:health_events|jvm|process)_\\w+|up)\\b(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\(([^)]*)\\)");

    /** Prometheus adds these to whatever it scrapes. */
    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");

    private final Map<String, Map<String, Set<String>>> labels = new HashMap<>();

    ScrapedMetrics(String scrape) {
        labels.put("up", new HashMap<>());
        for (MatchResult sample : SAMPLE.matcher(scrape).results().toList()) {
            Map<String, Set<String>> of = labels.computeIfAbsent(sample.group(1), name -> new HashMap<>());
            if (sample.group(2) != null) {
                LABEL.matcher(sample.group(2))
                        .results()
                        .forEach(label -> of.computeIfAbsent(label.group(1), name -> new HashSet<>())
                                .add(label.group(2)));
            }
        }
    }

    /**
     * @param expression in PromQL
     * @param shown labels that a legend or a text shows of the answer
     * @return what is wrong; empty if all that it asks for is there
     */
    List<String> complaints(String expression, Set<String> shown) {
        List<String> wrong = new ArrayList<>();
        List<MatchResult> selectors = SELECTOR.matcher(expression).results().toList();
        if (selectors.isEmpty()) {
            wrong.add("asks for no metric");
        }
        Set<String> asked = new HashSet<>(shown);
        Matcher grouping = GROUPING.matcher(expression);
        while (grouping.find()) {
            for (String label : grouping.group(1).split(",")) {
                asked.add(label.strip());
            }
        }
        for (MatchResult selector : selectors) {
            Map<String, Set<String>> there = labels.get(selector.group(1));
            if (there == null) {
                wrong.add("no metric " + selector.group(1));
                continue;
            }
            asked.stream()
                    .filter(label -> !there.containsKey(label) && !OF_PROMETHEUS.contains(label))
                    .forEach(label -> wrong.add("no label " + label + " of " + selector.group(1)));
            if (selector.group(2) != null) {
                MATCHER.matcher(selector.group(2))
                        .results()
                        .forEach(matcher -> matched(selector, there, matcher, wrong));
            }
        }
        return wrong;
    }

    private static void matched(
            MatchResult selector, Map<String, Set<String>> there, MatchResult matcher, List<String> wrong) {
        String label = matcher.group(1);
        if (OF_PROMETHEUS.contains(label)) {
            return;
        }
        if (!there.containsKey(label)) {
            wrong.add("no label " + label + " of " + selector.group(1));
        } else if (matcher.group(2).equals("=") && !there.get(label).contains(matcher.group(3))) {
            wrong.add("no " + label + "=" + matcher.group(3) + " of " + selector.group(1));
        }
    }
}
