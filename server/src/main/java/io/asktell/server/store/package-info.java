/** Everything that is SQL: the database, its rows as records, and one store per subject. Read {@link io.asktell.server.store.Database} first. */
@NullMarked
package io.asktell.server.store;

import org.jspecify.annotations.NullMarked;
