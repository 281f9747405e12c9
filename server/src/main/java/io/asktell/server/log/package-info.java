/** How the log is written, and {@link io.asktell.server.log.CurrentRequest}, by which it says what a line belongs to. */
@NullMarked
package io.asktell.server.log;

import org.jspecify.annotations.NullMarked;
