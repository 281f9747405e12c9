package io.asktell.sampler.gp;

/** How much is to be had from evaluating a point, on a logarithmic scale. */
interface Acquisition {
    double at(double[] point);

    /** As {@link #at(double[])}, and sets the slope by each coordinate. */
    double at(double[] point, double[] gradient);
}
