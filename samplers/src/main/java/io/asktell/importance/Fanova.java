package io.asktell.importance;

import io.asktell.space.SearchSpace;
import io.asktell.study.History;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * Functional analysis of variance (Hutter et al. 2014): a random forest learns the target, and a parameter's share is the variance of
 * the forest's mean over all other parameters, as that parameter moves over its whole range. Interactions count for nobody; {@link
 * #interactions} tells them.
 *
 * <p>Parameters are taken as uniform over their distribution, on its scale. One that is inactive in a trial gets a random value there:
 * what has no effect may have any value, and so it matters as much as it does where it is active, times how often it is.
 */
public final class Fanova implements ImportanceEvaluator {
    private final FanovaOptions options;

    public Fanova(FanovaOptions options) {
        this.options = options;
    }

    /**
     * What two parameters do together beyond what each does alone.
     *
     * @param share of the whole variance of the target over the space, as the forest has it
     */
    public record Interaction(String first, String second, double share) {}

    @Override
    public Map<String, Double> evaluate(SearchSpace space, History history, IntToDoubleFunction target) {
        var observed = Observed.of(space, history, target);
        double[] variances = new double[space.size()];
        int[] varied = observed.varied();
        if (varied.length > 0) {
            var forest = Forest.of(observed, options);
            for (int d = 0; d < varied.length; d++) {
                variances[varied[d]] = forest.marginalVariance(d);
            }
        }
        return observed.shares(variances);
    }

    /**
     * The interaction of each pair of parameters, greatest first, ties in the order of the space.
     *
     * @throws IllegalArgumentException if fewer than two trials count
     */
    public List<Interaction> interactions(SearchSpace space, History history, IntToDoubleFunction target) {
        var observed = Observed.of(space, history, target);
        double[][] shares = new double[space.size()][space.size()];
        int[] varied = observed.varied();
        if (varied.length > 1) {
            var forest = Forest.of(observed, options);
            double[] alone = new double[varied.length];
            for (int d = 0; d < varied.length; d++) {
                alone[d] = forest.marginalVariance(d);
            }
            double total = forest.variance();
            for (int a = 0; a < varied.length; a++) {
                for (int b = a + 1; b < varied.length && total > 0; b++) {
                    double together = forest.marginalVariance(a, b) - alone[a] - alone[b];
                    shares[varied[a]][varied[b]] = Math.min(1, Math.max(0, together / total));
                }
            }
        }
        List<Interaction> interactions = new ArrayList<>();
        for (int a = 0; a < space.size(); a++) {
            for (int b = a + 1; b < space.size(); b++) {
                interactions.add(new Interaction(
                        space.parameter(a).name(), space.parameter(b).name(), shares[a][b]));
            }
        }
        interactions.sort(Comparator.comparingDouble((Interaction i) -> -i.share()));
        return interactions;
    }
}
