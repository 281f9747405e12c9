package io.asktell.importance;

import io.asktell.space.SearchSpace;
import io.asktell.study.History;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * Mean decrease in impurity (Breiman 2001): by how much the splits of a random forest along a parameter reduce the squared error, on the
 * trials that the trees learned. Counts interactions, too, where {@link Fanova} does not; but splits of a grown tree also follow
 * noise, so parameters that do nothing get more than nothing, the more so the more values they have.
 *
 * <p>The forest is that of {@link Fanova}, and so is what happens with inactive parameters; each tree counts as much as in its mean.
 */
public final class MeanDecreaseImpurity implements ImportanceEvaluator {
    private final FanovaOptions options;

    public MeanDecreaseImpurity(FanovaOptions options) {
        this.options = options;
    }

    @Override
    public Map<String, Double> evaluate(SearchSpace space, History history, IntToDoubleFunction target) {
        var observed = Observed.of(space, history, target);
        double[] decreases = new double[space.size()];
        int[] varied = observed.varied();
        if (varied.length > 0) {
            var forest = Forest.of(observed, options);
            for (int d = 0; d < varied.length; d++) {
                decreases[varied[d]] = forest.impurityDecrease(d);
            }
        }
        return observed.shares(decreases);
    }
}
