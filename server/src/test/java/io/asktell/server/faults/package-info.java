/**
 * What the server promises, put to the test of faults: a recorder of everything that workers were told, {@link
 * io.asktell.server.faults.HistoryChecker} that finds in it what must not be, and {@link io.asktell.server.faults.FaultRun} that makes
 * such a history while servers, workers and PostgreSQL are killed, paused and cut off.
 */
@NullMarked
package io.asktell.server.faults;

import org.jspecify.annotations.NullMarked;
