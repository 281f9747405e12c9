package io.asktell.study;

/** Where a trial is in its life. */
public enum TrialState {
    WAITING,
    RUNNING,
    COMPLETE,
    PRUNED,
    FAIL;

    public boolean finished() {
        return this == COMPLETE || this == PRUNED || this == FAIL;
    }
}
