/**
 * What the server counts and measures of itself, in the words of Prometheus. {@link io.asktell.server.metrics.Meters} holds all of it;
 * every room registers its own there.
 */
@NullMarked
package io.asktell.server.metrics;

import org.jspecify.annotations.NullMarked;
