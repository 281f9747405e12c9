package io.asktell.importance;

import io.asktell.space.SearchSpace;
import io.asktell.study.History;
import io.asktell.study.TrialState;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The trials that count: completed, with a finite target.
 *
 * @param numbers of the trials, ascending
 * @param values their targets
 * @param varied the indexes of the parameters that have two values at least in them
 */
record Observed(SearchSpace space, History history, int[] numbers, double[] values, int[] varied) {
    static Observed of(SearchSpace space, History history, IntToDoubleFunction target) {
        int[] numbers = IntStream.range(0, history.size())
                .filter(n -> history.state(n) == TrialState.COMPLETE && Double.isFinite(target.applyAsDouble(n)))
                .toArray();
        if (numbers.length < 2) {
            throw new IllegalArgumentException(
                    "at least 2 completed trials with a finite value, but there are " + numbers.length);
        }
        int[] varied = IntStream.range(0, space.size())
                .filter(i -> varies(history, numbers, i))
                .toArray();
        return new Observed(
                space,
                history,
                numbers,
                Arrays.stream(numbers).mapToDouble(target).toArray(),
                varied);
    }

    private static boolean varies(History history, int[] numbers, int index) {
        double first = Double.NaN;
        for (int n : numbers) {
            double value = history.parameter(n, index);
            if (!Double.isNaN(value)) {
                if (!Double.isNaN(first) && value != first) {
                    return true;
                }
                first = value;
            }
        }
        return false;
    }

    /** Each parameter's part of the sum, greatest first; all the same where the sum is 0. */
    Map<String, Double> shares(double[] amounts) {
        double total = Arrays.stream(amounts).sum();
        Map<String, Double> shares = new LinkedHashMap<>();
        IntStream.range(0, amounts.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -amounts[i]))
                .forEach(i ->
                        shares.put(space.parameter(i).name(), total > 0 ? amounts[i] / total : 1.0 / amounts.length));
        return shares;
    }
}
