package io.asktell.worker;

/** The pruner sees no future in this trial. Thrown by reports, and to be let pass; an evaluation may throw it by itself, too. */
public final class PrunedException extends RuntimeException {
    public PrunedException() {
        super("pruned", null, false, false);
    }
}
