/** What may be chosen: distributions, search spaces with conditional parameters, and the values drawn from them. Read {@link io.asktell.space.SearchSpace} first. */
@NullMarked
package io.asktell.space;

import org.jspecify.annotations.NullMarked;
