package dev.healthevents.camel.filter;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * Event Grid's operators of advanced filters.
 *
 * <p>What is documented of an event that lacks the key surprises: the negated comparisons of parts of a text do not
 * match it, while {@code NumberNotIn} and {@code StringNotIn} do. Of the two ranges nothing is said; they follow
 * {@code NumberIn} and {@code NumberNotIn}.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/event-filtering#operators">Operators</a>
 */
enum Operator {
    NUMBER_IN("NumberIn", Operands.NUMBERS, Numbers::equal, false, false),
    NUMBER_NOT_IN("NumberNotIn", Operands.NUMBERS, Numbers::equal, true, true),
    NUMBER_LESS_THAN("NumberLessThan", Operands.NUMBER, Numbers::less, false, false),
    NUMBER_LESS_THAN_OR_EQUALS("NumberLessThanOrEquals", Operands.NUMBER, Numbers::lessOrEqual, false, false),
    NUMBER_GREATER_THAN("NumberGreaterThan", Operands.NUMBER, Numbers::greater, false, false),
    NUMBER_GREATER_THAN_OR_EQUALS("NumberGreaterThanOrEquals", Operands.NUMBER, Numbers::greaterOrEqual, false, false),
    NUMBER_IN_RANGE("NumberInRange", Operands.RANGES, Numbers::within, false, false),
    NUMBER_NOT_IN_RANGE("NumberNotInRange", Operands.RANGES, Numbers::within, true, true),
    BOOL_EQUALS("BoolEquals", Operands.BOOL, Object::equals, false, false),
    STRING_IN("StringIn", Operands.TEXTS, Texts::equal, false, false),
    STRING_NOT_IN("StringNotIn", Operands.TEXTS, Texts::equal, true, true),
    STRING_CONTAINS("StringContains", Operands.TEXTS, Texts::contains, false, false),
    STRING_NOT_CONTAINS("StringNotContains", Operands.TEXTS, Texts::contains, true, false),
    STRING_BEGINS_WITH("StringBeginsWith", Operands.TEXTS, Texts::beginsWith, false, false),
    STRING_NOT_BEGINS_WITH("StringNotBeginsWith", Operands.TEXTS, Texts::beginsWith, true, false),
    STRING_ENDS_WITH("StringEndsWith", Operands.TEXTS, Texts::endsWith, false, false),
    STRING_NOT_ENDS_WITH("StringNotEndsWith", Operands.TEXTS, Texts::endsWith, true, false),
    IS_NULL_OR_UNDEFINED("IsNullOrUndefined", Operands.NONE, null, true, true),
    IS_NOT_NULL("IsNotNull", Operands.NONE, null, false, false);

    private final String value;
    private final Operands operands;
    private final BiPredicate<Object, Object> comparison;
    private final boolean negated;
    private final boolean matchesMissing;

    Operator(
            String value,
            Operands operands,
            BiPredicate<Object, Object> comparison,
            boolean negated,
            boolean matchesMissing) {
        this.value = value;
        this.operands = operands;
        this.comparison = comparison;
        this.negated = negated;
        this.matchesMissing = matchesMissing;
    }

    static Optional<Operator> of(Object name) {
        return Arrays.stream(values())
                .filter(operator -> operator.value.equals(name))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(Operator::value).collect(Collectors.joining(", "));
    }

    /** Event Grid's {@code operatorType}. */
    String value() {
        return value;
    }

    /** What it compares with. */
    Operands operands() {
        return operands;
    }

    /**
     * @param key what the event has under the filter's key; {@code null} where it has nothing
     * @param filter the filter's values, of the kind of {@link #operands()}
     * @param arrays whether the members of an array are looked at
     */
    boolean matches(Object key, List<?> filter, boolean arrays) {
        if (key == null) {
            return matchesMissing;
        }
        return found(key, filter, arrays) != negated;
    }

    private boolean found(Object key, List<?> filter, boolean arrays) {
        if (operands == Operands.NONE) {
            return true;
        }
        if (key instanceof List<?> members) {
            return arrays && members.stream().anyMatch(member -> foundOne(member, filter));
        }
        return foundOne(key, filter);
    }

    /** A value of another kind than the filter's is ignored. */
    private boolean foundOne(Object key, List<?> filter) {
        if (!operands.comparable(key)) {
            return false;
        }
        for (Object one : filter) {
            if (comparison.test(key, one)) {
                return true;
            }
        }
        return false;
    }
}
