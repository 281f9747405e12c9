package io.asktell.server.study;

import io.asktell.server.problem.MalformedException;
import io.asktell.study.History;
import io.asktell.study.TrialState;
import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a list of trials is ordered: by {@code number}, by {@code value} (the first objective's) or by a parameter, with {@code -} before
 * it the greatest first. Trials without a value, or without the parameter, come last either way; equal ones by number.
 */
public record TrialOrder(String by, boolean descending) {
    public static final TrialOrder NUMBER = new TrialOrder("number", false);
    public static final TrialOrder VALUE = new TrialOrder("value", false);
    public static final TrialOrder VALUE_DESCENDING = new TrialOrder("value", true);

    public static TrialOrder of(String word) {
        return word.startsWith("-") ? new TrialOrder(word.substring(1), true) : new TrialOrder(word, false);
    }

    /**
     * The trials of a list and what each is ordered by.
     *
     * @param after leaves out the trials up to this number
     * @param most so many are enough where their numbers order them
     */
    Keyed keyed(StudyState study, @Nullable TrialState state, int after, long most) {
        var key = key(study);
        int[] numbers = IntStream.range(Math.max(0, after + 1), study.history.size())
                .filter(n -> state == null || study.history.state(n) == state)
                .limit(equals(NUMBER) ? most : Integer.MAX_VALUE)
                .toArray();
        return new Keyed(
                study.definition,
                numbers,
                IntStream.of(numbers).mapToDouble(key).toArray(),
                state == null
                        ? study.history.size()
                        : (int) IntStream.range(0, study.history.size())
                                .filter(n -> study.history.state(n) == state)
                                .count());
    }

    private IntToDoubleFunction key(StudyState study) {
        History history = study.history;
        if (by.equals("number")) {
            return n -> n;
        }
        if (by.equals("value")) {
            return n -> history.value(n, 0);
        }
        int index = study.definition
                .space()
                .indexOf(by)
                .orElseThrow(() -> new MalformedException(
                        "malformed_query",
                        "order is number, value or a parameter, with - before it for the greatest first, but it is "
                                + by + "."));
        return n -> history.parameter(n, index);
    }

    /**
     * @param total how many trials there are, those left out too
     */
    record Keyed(StudyDefinition definition, int[] numbers, double[] keys, long total) {
        /** A page of numbers, in order. */
        int[] page(TrialOrder order, int limit, long offset) {
            if (!order.equals(NUMBER)) {
                return IntStream.range(0, numbers.length)
                        .boxed()
                        .sorted(order.comparator(keys))
                        .skip(offset)
                        .limit(limit)
                        .mapToInt(i -> numbers[i])
                        .toArray();
            }
            return IntStream.of(numbers).skip(offset).limit(limit).toArray();
        }
    }

    private Comparator<Integer> comparator(double[] keys) {
        // + 0.0: no negative zero; NaN is last; equal ones stay in the order of their numbers, as the sort is stable
        return Comparator.comparingDouble(i -> (descending ? -keys[i] : keys[i]) + 0.0);
    }
}
