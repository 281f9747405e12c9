package io.asktell.sampler;

/** A sequence of points in [0, 1)^d any stretch of which fills the cube evenly. */
interface LowDiscrepancy {
    int dimension();

    double[] point(int index);
}
