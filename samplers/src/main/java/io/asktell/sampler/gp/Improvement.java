package io.asktell.sampler.gp;

import io.asktell.numeric.Vectors;

/** The expected improvement on the best value of one objective. */
record Improvement(Posterior posterior, double best) implements Acquisition {
    @Override
    public double at(double[] point) {
        var value = posterior.at(point);
        return ExpectedImprovement.log(value.mean(), value.deviation(), best);
    }

    @Override
    public double at(double[] point, double[] gradient) {
        var slopes = posterior.slopesAt(point);
        double mean = slopes.prediction().mean();
        double deviation = slopes.prediction().deviation();
        java.util.Arrays.fill(gradient, 0);
        Vectors.add(gradient, ExpectedImprovement.slopeByMean(mean, deviation, best), slopes.mean(), gradient.length);
        Vectors.add(
                gradient,
                ExpectedImprovement.slopeByDeviation(mean, deviation, best),
                slopes.deviation(),
                gradient.length);
        return ExpectedImprovement.log(mean, deviation, best);
    }
}
