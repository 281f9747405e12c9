/** The sampler for people who do not want to choose one. */
@NullMarked
package io.asktell.sampler.auto;

import org.jspecify.annotations.NullMarked;
