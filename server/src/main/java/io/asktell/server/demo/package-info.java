/**
 * The demonstration, from a suite to a result that a person understands. It speaks to the server as any client does. Read
 * {@link io.asktell.server.demo.Demo} first.
 */
@NullMarked
package io.asktell.server.demo;

import org.jspecify.annotations.NullMarked;
