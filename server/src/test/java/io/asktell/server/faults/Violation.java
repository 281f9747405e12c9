package io.asktell.server.faults;

/** Something in a history that must not be. */
record Violation(Fault fault, String study, int trial, String explanation) {

    enum Fault {
        /** A tell was acknowledged, and the trial does not hold its value in the end. */
        LOST_TELL,
        /** A trial holds a value that nobody told, or that was refused. */
        UNTOLD_VALUE,
        /** Two asks got the same attempt of the same trial. */
        DOUBLE_NUMBER,
        /** A number below the highest has no trial, or a trial that was given out is not there. */
        GAP,
        /** A number was given out after a higher one. */
        NUMBER_ORDER,
        /** Two trials of a grid have the same values. */
        CELL_TWICE,
        /** A grid said that it is exhausted and had cells left. */
        CELL_MISSING,
        /** A trial's parameters are not always the same. */
        CHANGED_PARAMS,
        /** A trial that was seen finished was seen otherwise afterwards, or given out again. */
        BACKWARDS,
        /** A trial was given to a second worker while the first one's lease held. */
        TWO_LEASES,
        /** The same idempotency key got two answers. */
        TWO_ANSWERS,
        /** A lease was honoured after the trial had been given to another worker. */
        STALE_TOKEN
    }

    @Override
    public String toString() {
        return fault + " of " + study + "/" + trial + ": " + explanation;
    }
}
