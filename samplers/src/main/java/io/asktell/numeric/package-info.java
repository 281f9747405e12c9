/**
 * Numbers in, numbers out: random streams and the normal distribution. The same bits on every JDK, so only plain arithmetic and
 * {@link StrictMath}. Read {@link io.asktell.numeric.Rng} first.
 */
@NullMarked
package io.asktell.numeric;

import org.jspecify.annotations.NullMarked;
