package io.asktell.importance;

import io.asktell.numeric.Rng;
import io.asktell.space.SearchSpace;
import io.asktell.space.UnitCube;
import io.asktell.study.History;
import io.asktell.study.TrialState;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Functional analysis of variance (Hutter et al. 2014): a random forest learns the target, and a parameter's share is the variance of
 * the forest's mean over all other parameters, as that parameter moves over its whole range. Interactions count for nobody.
 *
 * <p>Parameters are taken as uniform over their distribution, on its scale. One that is inactive in a trial gets a random value there:
 * what has no effect may have any value, and so it matters as much as it does where it is active, times how often it is.
 */
public final class Fanova implements ImportanceEvaluator {
    private final FanovaOptions options;

    public Fanova(FanovaOptions options) {
        this.options = options;
    }

    @Override
    public Map<String, Double> evaluate(SearchSpace space, History history, IntToDoubleFunction target) {
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
        double[] shares = new double[space.size()];
        double[] values = scaled(Arrays.stream(numbers).mapToDouble(target).toArray());
        if (varied.length > 0) {
            double[][] columns = columns(space, history, numbers, varied);
            var forest = new Forest(columns, values, options);
            for (int d = 0; d < varied.length; d++) {
                shares[varied[d]] = forest.marginalVariance(d);
            }
        }
        return ordered(space, shares);
    }

    /** Whether the parameter has two values at least in these trials. */
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

    private double[][] columns(SearchSpace space, History history, int[] numbers, int[] varied) {
        double[][] columns = new double[varied.length][numbers.length];
        for (int d = 0; d < varied.length; d++) {
            var random = Rng.of(options.seed(), -1L - varied[d]);
            for (int t = 0; t < numbers.length; t++) {
                double internal = history.parameter(numbers[t], varied[d]);
                double u = random.nextDouble();
                if (Double.isNaN(internal)) {
                    internal = UnitCube.value(space.distribution(varied[d]), u);
                }
                columns[d][t] = UnitCube.coordinate(space.distribution(varied[d]), internal);
            }
        }
        return columns;
    }

    /** Around 0 and not beyond ±1, so that squares neither overflow nor lose what differs. */
    private static double[] scaled(double[] values) {
        double greatest = greatest(values);
        double[] scaled =
                Arrays.stream(values).map(v -> greatest > 0 ? v / greatest : v).toArray();
        double mean = Arrays.stream(scaled).average().orElseThrow();
        double[] centred = Arrays.stream(scaled).map(v -> v - mean).toArray();
        double spread = greatest(centred);
        return spread > 0 ? Arrays.stream(centred).map(v -> v / spread).toArray() : centred;
    }

    private static double greatest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElseThrow();
    }

    private static Map<String, Double> ordered(SearchSpace space, double[] variances) {
        double total = Arrays.stream(variances).sum();
        Map<String, Double> shares = new LinkedHashMap<>();
        IntStream.range(0, variances.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -variances[i]))
                .forEach(i -> shares.put(
                        space.parameter(i).name(), total > 0 ? variances[i] / total : 1.0 / variances.length));
        return shares;
    }
}
