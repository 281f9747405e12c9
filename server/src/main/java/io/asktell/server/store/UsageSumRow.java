package io.asktell.server.store;

import org.jspecify.annotations.Nullable;

/**
 * What trials of a study used together.
 *
 * @param number of the trial, where it is told apart
 * @param calls cases that were put to the model
 * @param results cases that were judged, in trials that did not fail
 * @param running those of trials that run
 * @param waiting those of trials that a worker lost, and nobody has taken again
 * @param reopened how many such trials there are
 */
public record UsageSumRow(
        long studyId,
        @Nullable Integer number,
        long calls,
        double promptTokens,
        double completionTokens,
        long results,
        long running,
        long waiting,
        int reopened) {}
