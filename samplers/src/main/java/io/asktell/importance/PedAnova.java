package io.asktell.importance;

import io.asktell.space.CategoricalDistribution;
import io.asktell.space.Distribution;
import io.asktell.space.SearchSpace;
import io.asktell.space.UnitCube;
import io.asktell.study.History;
import java.util.Arrays;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * Importance for being among the best trials (Watanabe et al. 2023, arXiv 2304.10255): how far the values of a parameter in the best
 * trials differ from those in all, by Pearson's χ² of their densities. The target is a loss; trials as good as the last of the best
 * ones belong to them, too.
 *
 * <p>Costs next to nothing, and asks another question than {@link Fanova}: not what moves the value, but what must be right for a
 * good one.
 *
 * <p>A conditional parameter is judged where it is active, its parent by how often that is. χ² is the variance of the ratio of both
 * densities; with "inactive" as one more value, that falls into the part owed to whether the parameter is active, which is
 * the parent's, and the rest, a² / A · χ² of the densities where it is, with a and A the shares of the best and of all trials in which
 * it is active. The rest is what the parameter gets.
 */
public final class PedAnova implements ImportanceEvaluator {
    /** So many of the best trials are compared at least, as long as that is not more than half. */
    private static final int LEAST_BEST = 5;

    private final PedAnovaOptions options;

    public PedAnova(PedAnovaOptions options) {
        this.options = options;
    }

    @Override
    public Map<String, Double> evaluate(SearchSpace space, History history, IntToDoubleFunction target) {
        var observed = Observed.of(space, history, target);
        int[] all = observed.numbers();
        int[] best = best(observed);
        double[] divergences = new double[space.size()];
        for (int i : observed.varied()) {
            Distribution distribution = space.distribution(i);
            double[] inAll = coordinates(distribution, history, all, i);
            double[] inBest = coordinates(distribution, history, best, i);
            if (inBest.length > 0 && best.length < all.length) {
                double shareOfBest = inBest.length / (double) best.length;
                double shareOfAll = inAll.length / (double) all.length;
                divergences[i] = shareOfBest
                        * shareOfBest
                        / shareOfAll
                        * divergence(density(distribution, inBest), density(distribution, inAll));
            }
        }
        return observed.shares(divergences);
    }

    private int[] best(Observed observed) {
        double[] losses = observed.values();
        double[] ascending = losses.clone();
        Arrays.sort(ascending);
        int least = Math.min(LEAST_BEST, (losses.length + 1) / 2);
        int count = Math.max(least, (int) StrictMath.ceil(options.quantile() * losses.length));
        double last = ascending[count - 1];
        return java.util.stream.IntStream.range(0, losses.length)
                .filter(t -> losses[t] <= last)
                .map(t -> observed.numbers()[t])
                .toArray();
    }

    /** In [0, 1], of the trials in which the parameter is active and within today's limits. */
    private static double[] coordinates(Distribution distribution, History history, int[] numbers, int index) {
        return Arrays.stream(numbers)
                .mapToDouble(n -> history.parameter(n, index))
                .filter(distribution::contains)
                .map(internal -> UnitCube.coordinate(distribution, internal))
                .toArray();
    }

    /** Pearson's χ² of two densities, cell by cell. */
    private static double divergence(double[] best, double[] all) {
        double sum = 0;
        for (int c = 0; c < best.length; c++) {
            double beyond = best[c] / all[c] - 1;
            sum += all[c] * beyond * beyond;
        }
        return sum;
    }

    /** A Parzen estimate by cells, with one observation's weight spread evenly over all of them. */
    private double[] density(Distribution distribution, double[] coordinates) {
        int cells = (int) Math.min(
                distribution instanceof CategoricalDistribution ? Integer.MAX_VALUE : options.cells(),
                distribution.cardinality());
        double[] counts = new double[cells];
        for (double u : coordinates) {
            counts[(int) Math.min(cells - 1, u * cells)]++;
        }
        boolean smooth = !(distribution instanceof CategoricalDistribution);
        double[] density = smooth ? Parzen.smoothed(counts, coordinates) : counts;
        for (int c = 0; c < cells; c++) {
            density[c] = (density[c] + 1.0 / cells) / (coordinates.length + 1);
        }
        return density;
    }
}
