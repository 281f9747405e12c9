/** Suites as the server keeps them, version by version. Read {@link io.asktell.server.tooleval.Suites} first. */
@NullMarked
package io.asktell.server.tooleval;

import org.jspecify.annotations.NullMarked;
