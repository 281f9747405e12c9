/** Stopping running trials that will not win. Read {@link io.asktell.pruner.Pruner} first. */
@NullMarked
package io.asktell.pruner;

import org.jspecify.annotations.NullMarked;
