package io.asktell.sampler.gp;

import io.asktell.numeric.Vectors;

/** Both together: what is to be had times the probability to get it. */
record Product(Acquisition gain, Acquisition probability) implements Acquisition {
    @Override
    public double at(double[] point) {
        return gain.at(point) + probability.at(point);
    }

    @Override
    public double at(double[] point, double[] gradient) {
        double[] more = new double[gradient.length];
        double sum = gain.at(point, gradient) + probability.at(point, more);
        Vectors.add(gradient, 1, more, gradient.length);
        return sum;
    }
}
