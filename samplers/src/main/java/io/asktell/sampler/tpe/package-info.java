/**
 * The tree-structured Parzen estimator (Bergstra et al. 2011), with the bandwidths and defaults of Optuna 5. Read {@link
 * io.asktell.sampler.tpe.TpeSampler} first.
 */
@NullMarked
package io.asktell.sampler.tpe;

import org.jspecify.annotations.NullMarked;
