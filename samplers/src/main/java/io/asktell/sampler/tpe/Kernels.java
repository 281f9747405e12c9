package io.asktell.sampler.tpe;

/** The factors that the kernels of a mixture have for one parameter. The last kernel is the prior. */
sealed interface Kernels permits NormalKernels, CategoricalKernels {
    /** The coordinate below which lies the share {@code u} of a kernel. */
    double draw(int kernel, double u);

    double logDensity(int kernel, double coordinate);

    /** A number that no log density of this parameter exceeds. */
    double most();

    /** A number, quick to find, by which the log density is at least below {@link #most}. */
    double atLeastBelowMost(int kernel, double coordinate);
}
