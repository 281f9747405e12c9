package io.asktell.pruner;

import io.asktell.study.Direction;
import io.asktell.study.History;

/** Decides to stop a running trial early. The same arguments give the same answer. */
public interface Pruner {
    /**
     * Whether the trial should stop, judged after its latest report; never for a trial without reports.
     *
     * @param history every trial of the study, this one included
     */
    boolean shouldPrune(Direction direction, History history, int number);
}
