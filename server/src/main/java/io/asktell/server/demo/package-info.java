/** A whole tune in one command: server, model, suite, search, and a result a person understands. Read {@link io.asktell.server.demo.Demo} first. */
@NullMarked
package io.asktell.server.demo;

import org.jspecify.annotations.NullMarked;
