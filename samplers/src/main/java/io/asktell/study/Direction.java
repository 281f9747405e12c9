package io.asktell.study;

/** Which values of an objective are better. */
public enum Direction {
    MINIMIZE,
    MAXIMIZE;

    /** Whether {@code a} is strictly better than {@code b}; never with a NaN. */
    public boolean better(double a, double b) {
        return this == MINIMIZE ? a < b : a > b;
    }

    /** The value as a loss: smaller is better. */
    public double loss(double value) {
        return this == MINIMIZE ? value : -value;
    }
}
