/** A Gaussian process over the search space, and the point where it expects the most (Jones et al. 1998; Ament et al. 2023). */
@NullMarked
package io.asktell.sampler.gp;

import org.jspecify.annotations.NullMarked;
