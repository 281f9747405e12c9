package io.asktell.sampler.gp;

import io.asktell.numeric.Vectors;
import java.util.Arrays;

/**
 * The expected improvement on the best value of one objective.
 *
 * @param leastDeviation what the model may be sure of at most: where it is beyond doubt that a point does not improve, next to it
 *     even a hopeless violation of a constraint would seem likelier
 */
record Improvement(Posterior posterior, double best, double leastDeviation) implements Acquisition {
    @Override
    public double at(double[] point) {
        var value = posterior.at(point);
        return ExpectedImprovement.log(value.mean(), Math.max(leastDeviation, value.deviation()), best);
    }

    @Override
    public double at(double[] point, double[] gradient) {
        var slopes = posterior.slopesAt(point);
        double mean = slopes.prediction().mean();
        double deviation = Math.max(leastDeviation, slopes.prediction().deviation());
        Arrays.fill(gradient, 0);
        Vectors.add(gradient, ExpectedImprovement.slopeByMean(mean, deviation, best), slopes.mean(), gradient.length);
        if (deviation > leastDeviation) {
            double slope = ExpectedImprovement.slopeByDeviation(mean, deviation, best);
            Vectors.add(gradient, slope, slopes.deviation(), gradient.length);
        }
        return ExpectedImprovement.log(mean, deviation, best);
    }
}
