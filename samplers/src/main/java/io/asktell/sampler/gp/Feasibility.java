package io.asktell.sampler.gp;

import io.asktell.numeric.Normal;
import io.asktell.numeric.Vectors;
import java.util.Arrays;

/** The probability that a point violates no constraint, by a model of the greatest constraint, which is at most 0 where all hold. */
record Feasibility(Posterior posterior) implements Acquisition {
    @Override
    public double at(double[] point) {
        var value = posterior.at(point);
        return Normal.logCdf(-value.mean() / value.deviation());
    }

    @Override
    public double at(double[] point, double[] gradient) {
        var slopes = posterior.slopesAt(point);
        double deviation = slopes.prediction().deviation();
        double z = -slopes.prediction().mean() / deviation;
        double log = Normal.logCdf(z);
        double slope = StrictMath.exp(Normal.logDensity(z) - log);
        Arrays.fill(gradient, 0);
        Vectors.add(gradient, -slope / deviation, slopes.mean(), gradient.length);
        Vectors.add(gradient, -slope * z / deviation, slopes.deviation(), gradient.length);
        return log;
    }
}
