/**
 * Tunes that the server drives to their end: accepted, started, handed to workers trial by trial, and closed. Read
 * {@link io.asktell.server.jobs.Jobs} first.
 */
@NullMarked
package io.asktell.server.jobs;

import org.jspecify.annotations.NullMarked;
