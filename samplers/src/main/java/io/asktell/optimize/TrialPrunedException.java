package io.asktell.optimize;

/** Thrown by an objective whose trial stops early: it ends as PRUNED, with what it reported. */
public final class TrialPrunedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TrialPrunedException() {
        super("the trial was pruned");
    }
}
