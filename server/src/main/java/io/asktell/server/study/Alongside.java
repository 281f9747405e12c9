package io.asktell.server.study;

import org.jdbi.v3.core.Handle;

/** What else is written in the transaction of a report or tell. */
@FunctionalInterface
public interface Alongside {
    Alongside NOTHING = (handle, studyId) -> {};

    void write(Handle handle, long studyId);
}
