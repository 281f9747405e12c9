/** Choosing the parameters of the next trial. Read {@link io.asktell.sampler.Sampler} first. */
@NullMarked
package io.asktell.sampler;

import org.jspecify.annotations.NullMarked;
