/**
 * The application: commands, settings, and the server that puts everything together. Nothing depends on this room. Read
 * {@link io.asktell.server.Main} first.
 */
@NullMarked
package io.asktell.server;

import org.jspecify.annotations.NullMarked;
