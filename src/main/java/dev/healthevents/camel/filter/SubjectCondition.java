package dev.healthevents.camel.filter;

import dev.healthevents.camel.yaml.YamlObject;
import dev.healthevents.event.HealthEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** How the subject begins and ends; whatever its case, unless the filter says otherwise. */
final class SubjectCondition {

    private SubjectCondition() {}

    static List<Predicate<HealthEvent>> conditions(YamlObject filter) {
        String begin = filter.text("subjectBeginsWith");
        String end = filter.text("subjectEndsWith");
        boolean caseSensitive = filter.bool("isSubjectCaseSensitive");
        List<Predicate<HealthEvent>> conditions = new ArrayList<>();
        if (!begin.isEmpty()) {
            conditions.add(event ->
                    caseSensitive ? event.subject().startsWith(begin) : Texts.beginsWith(event.subject(), begin));
        }
        if (!end.isEmpty()) {
            conditions.add(
                    event -> caseSensitive ? event.subject().endsWith(end) : Texts.endsWith(event.subject(), end));
        }
        return conditions;
    }
}
