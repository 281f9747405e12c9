/**
 * The commands that speak to a server, each in a file of its own. They know the client and nothing of the server's inside. Read
 * {@link io.asktell.server.cli.RemoteCommand} first.
 */
@NullMarked
package io.asktell.server.cli;

import org.jspecify.annotations.NullMarked;
