package io.asktell.sampler.gp;

import io.asktell.numeric.Normal;
import io.asktell.numeric.Vectors;
import java.util.Arrays;
import java.util.List;

/**
 * The expected growth of the hypervolume that the front dominates, objectives being independent: the sum over boxes of products of
 * expected improvements (Yang et al. 2019).
 */
record HypervolumeImprovement(List<Posterior> posteriors, List<Boxes.Box> boxes) implements Acquisition {
    private static final double LEAST = 1e-280; // where even the logarithm's slope is lost

    @Override
    public double at(double[] point) {
        int objectives = posteriors.size();
        double[] means = new double[objectives];
        double[] deviations = new double[objectives];
        for (int k = 0; k < objectives; k++) {
            var value = posteriors.get(k).at(point);
            means[k] = value.mean();
            deviations[k] = value.deviation();
        }
        return StrictMath.log(LEAST + growth(boxes, means, deviations, new double[objectives], new double[objectives]));
    }

    @Override
    public double at(double[] point, double[] gradient) {
        int objectives = posteriors.size();
        var slopes = posteriors.stream().map(p -> p.slopesAt(point)).toList();
        double[] means = slopes.stream().mapToDouble(s -> s.prediction().mean()).toArray();
        double[] deviations =
                slopes.stream().mapToDouble(s -> s.prediction().deviation()).toArray();
        double[] byMean = new double[objectives];
        double[] byDeviation = new double[objectives];
        double growth = LEAST + growth(boxes, means, deviations, byMean, byDeviation);
        Arrays.fill(gradient, 0);
        for (int k = 0; k < objectives; k++) {
            Vectors.add(gradient, byMean[k] / growth, slopes.get(k).mean(), gradient.length);
            Vectors.add(gradient, byDeviation[k] / growth, slopes.get(k).deviation(), gradient.length);
        }
        return StrictMath.log(growth);
    }

    /** The expected growth, with its slopes added to the last two. */
    static double growth(
            List<Boxes.Box> boxes, double[] means, double[] deviations, double[] byMean, double[] byDeviation) {
        int objectives = means.length;
        double sum = 0;
        double[] sides = new double[objectives];
        double[] sideByMean = new double[objectives];
        double[] sideByDeviation = new double[objectives];
        for (var box : boxes) {
            double product = 1;
            for (int k = 0; k < objectives; k++) {
                double upper = (box.high()[k] - means[k]) / deviations[k];
                double lower = (box.low()[k] - means[k]) / deviations[k];
                boolean open = lower == Double.NEGATIVE_INFINITY;
                double cdf = Normal.cdf(upper) - (open ? 0 : Normal.cdf(lower));
                double density = density(upper) - (open ? 0 : density(lower));
                sides[k] = deviations[k]
                        * Math.max(0, density + upper * Normal.cdf(upper) - (open ? 0 : lower * Normal.cdf(lower)));
                sideByMean[k] = -cdf;
                sideByDeviation[k] = density;
                product *= sides[k];
            }
            sum += product;
            for (int k = 0; k < objectives && product > 0; k++) {
                byMean[k] += product / sides[k] * sideByMean[k];
                byDeviation[k] += product / sides[k] * sideByDeviation[k];
            }
        }
        return sum;
    }

    private static double density(double z) {
        return StrictMath.exp(Normal.logDensity(z));
    }
}
