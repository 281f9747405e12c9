package io.asktell.server.study;

import io.asktell.server.problem.MalformedException;
import io.asktell.study.History;
import io.asktell.study.TrialState;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a list of trials is ordered: by {@code number}, by {@code value} (the first objective's) or {@code values[1]} and so on, by a
 * parameter, or by {@code state}, {@code datetime_start}, {@code datetime_complete} or {@code duration_seconds} where no parameter is
 * called so; with {@code -} before it the greatest first. Trials that have none of what is asked for come last either way; equal ones by
 * number.
 */
public record TrialOrder(String by, boolean descending) {
    public static final TrialOrder NUMBER = new TrialOrder("number", false);
    public static final TrialOrder VALUE = new TrialOrder("value", false);
    public static final TrialOrder VALUE_DESCENDING = new TrialOrder("value", true);

    private static final List<TrialState> STATES = List.of(TrialState.values());

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
        int first = Math.max(0, after + 1);
        int end = study.history.size();
        int[] numbers = IntStream.range(first, end)
                .map(n -> byNumber() && descending ? end - 1 - (n - first) : n)
                .filter(n -> state == null || study.history.state(n) == state)
                .limit(byNumber() ? most : Integer.MAX_VALUE)
                .toArray();
        return new Keyed(
                study.definition,
                numbers,
                byNumber()
                        ? new double[0]
                        : IntStream.of(numbers).mapToDouble(key(study)).toArray(),
                state == null
                        ? study.history.size()
                        : (int) IntStream.range(0, study.history.size())
                                .filter(n -> study.history.state(n) == state)
                                .count());
    }

    private boolean byNumber() {
        return by.equals("number");
    }

    private IntToDoubleFunction key(StudyState study) {
        History history = study.history;
        if (by.equals("value")) {
            return n -> history.value(n, 0);
        }
        var parameter = study.definition.space().indexOf(by);
        if (parameter.isPresent()) {
            int index = parameter.get();
            return n -> history.parameter(n, index);
        }
        for (int k = 0; k < study.definition.objectives(); k++) {
            if (by.equals("values[" + k + "]")) {
                int objective = k;
                return n -> history.value(n, objective);
            }
        }
        TrialTimes times = study.times;
        return switch (by) {
            case "state" -> n -> STATES.indexOf(history.state(n));
            case "datetime_start" -> n -> orNone(times.started(n));
            case "datetime_complete" -> n -> orNone(times.finished(n));
            case "duration_seconds" -> n -> orNone(times.finished(n)) - orNone(times.started(n));
            default ->
                throw new MalformedException(
                        "malformed_query",
                        "order is number, value, values[k], a parameter, state, datetime_start, datetime_complete or duration_seconds,"
                                + " with - before it for the greatest first, but it is " + by + ".");
        };
    }

    private static double orNone(OptionalLong time) {
        return time.isPresent() ? time.getAsLong() : Double.NaN;
    }

    /**
     * @param numbers in order where it is that of the numbers, else ascending
     * @param keys none where the numbers order the trials
     * @param total how many trials there are, those left out too
     */
    record Keyed(StudyDefinition definition, int[] numbers, double[] keys, long total) {
        /** A page of numbers, in order; only what is as great as something on the page is sorted with its numbers. */
        int[] page(TrialOrder order, int limit, long offset) {
            if (offset >= numbers.length) {
                return new int[0];
            }
            int from = (int) offset;
            int to = (int) Math.min(numbers.length, offset + limit);
            if (order.byNumber()) {
                return Arrays.copyOfRange(numbers, from, to);
            }
            // + 0.0: no negative zero; NaN is last
            double[] losses = Arrays.stream(keys)
                    .map(key -> (order.descending ? -key : key) + 0.0)
                    .toArray();
            double[] sorted = losses.clone();
            Arrays.sort(sorted);
            int before = from;
            while (before > 0 && Double.compare(sorted[before - 1], sorted[from]) == 0) {
                before--;
            }
            return IntStream.range(0, losses.length)
                    .filter(i -> Double.compare(losses[i], sorted[from]) >= 0
                            && Double.compare(losses[i], sorted[to - 1]) <= 0)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> losses[i])) // stable: equal ones stay by number
                    .skip(from - before)
                    .limit(to - from)
                    .mapToInt(i -> numbers[i])
                    .toArray();
        }
    }
}
