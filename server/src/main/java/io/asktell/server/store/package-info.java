/** Everything that is SQL: one store per table, one method per question. */
@NullMarked
package io.asktell.server.store;

import org.jspecify.annotations.NullMarked;
