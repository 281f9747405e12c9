/**
 * Optimising in process: the only room of this module that may start threads, and it does so only when asked to work in parallel. Read
 * {@link io.asktell.optimize.Study} first.
 */
@NullMarked
package io.asktell.optimize;

import org.jspecify.annotations.NullMarked;
