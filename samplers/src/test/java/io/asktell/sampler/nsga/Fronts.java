package io.asktell.sampler.nsga;

import io.asktell.numeric.Rng;
import io.asktell.sampler.Ask;
import io.asktell.sampler.Histories;
import io.asktell.sampler.Spaces;
import io.asktell.study.Direction;
import io.asktell.study.TrialTable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** How much of a front's hypervolume the sampler and {@link TextbookNsga} reach with the same number of trials. */
final class Fronts {
    private Fronts() {}

    /** The medians over seeds that docs/benchmarks.md tells. */
    public static void main(String[] arguments) {
        int seeds = 10;
        for (int dimension : new int[] {10, 30}) {
            for (Zdt problem : Zdt.values()) {
                System.out.printf(
                        "%s of %d parameters: %.3f, textbook %.3f%n",
                        problem,
                        dimension,
                        ofSampler(problem, dimension, 1000, seeds),
                        ofTextbook(problem, dimension, 1000, seeds));
            }
        }
    }

    static double ofSampler(Zdt problem, int dimension, int trials, int seeds) {
        return median(LongStream.range(0, seeds)
                .mapToDouble(seed -> problem.share(run(problem, dimension, trials, seed)))
                .toArray());
    }

    static double ofTextbook(Zdt problem, int dimension, int trials, int seeds) {
        return median(LongStream.range(0, seeds)
                .mapToDouble(seed -> problem.share(TextbookNsga.run(dimension, trials, seed, problem::losses)))
                .toArray());
    }

    private static double[][] run(Zdt problem, int dimension, int trials, long seed) {
        var space = Spaces.cube(dimension);
        var sampler = new NsgaSampler(NsgaOptions.defaults());
        var history = new TrialTable(dimension, 2);
        double[][] seen = new double[trials][];
        for (int n = 0; n < trials; n++) {
            var ask = new Ask(space, List.of(Direction.MINIMIZE, Direction.MINIMIZE), n);
            double[] point =
                    sampler.suggest(ask, history, Rng.of(seed, n)).parameters().point();
            seen[n] = problem.losses(point);
            history.put(Histories.complete(n, point, seen[n]));
        }
        return seen;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
    }
}
