package io.asktell.sampler.tpe;

/** The factors that the kernels of a mixture have for one parameter. The last kernel is the prior. */
sealed interface Kernels permits NormalKernels, CategoricalKernels {
    /** The coordinate below which lies the share {@code u} of a kernel. */
    double draw(int kernel, double u);

    double logDensity(int kernel, double coordinate);

    /** Adds the log density of each of the first {@code count} kernels to the sum in its place. */
    void addLogDensities(double coordinate, int[] kernels, int count, double[] sums);

    /** A number that no log density of this parameter exceeds. */
    double most();

    /**
     * Puts the trials' kernels whose mean may be within so many of their deviations of a coordinate first among the survivors, and
     * returns how many they are.
     */
    int near(double coordinate, double deviations, int[] survivors);

    /**
     * Lowers bounds by how far, at least, the log density of each kernel lies below {@link #most}, and keeps the kernels whose bound
     * is not below the floor.
     *
     * @param survivors in their first {@code count} places the kernels to look at; afterwards those kept
     * @param bounds by place among the survivors
     * @return how many were kept
     */
    int sift(double coordinate, double floor, int[] survivors, double[] bounds, int count);
}
