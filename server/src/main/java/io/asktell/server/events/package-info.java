/** Telling those who watch what happens, as it happens. Read {@link io.asktell.server.events.StudyStreams} first. */
@NullMarked
package io.asktell.server.events;

import org.jspecify.annotations.NullMarked;
