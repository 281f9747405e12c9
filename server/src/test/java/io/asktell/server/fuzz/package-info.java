/**
 * A fuzzer of the whole server: requests made of its own OpenAPI document, right, almost right and rubbish, and what every answer must
 * be. Read {@link io.asktell.server.fuzz.FuzzRun} first.
 */
@NullMarked
package io.asktell.server.fuzz;

import org.jspecify.annotations.NullMarked;
