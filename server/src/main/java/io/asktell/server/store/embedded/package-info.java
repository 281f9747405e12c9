/**
 * A PostgreSQL of our own, for who has none: its programs come from the classpath, its files lie in the data directory. Read
 * {@link io.asktell.server.store.embedded.EmbeddedPostgres} first.
 */
@NullMarked
package io.asktell.server.store.embedded;

import org.jspecify.annotations.NullMarked;
