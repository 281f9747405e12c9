package io.asktell.sampler.tpe;

import java.util.Arrays;

/** A number for each of some trials. */
final class Column {
    private final Numbers members = new Numbers();
    private double[] values = new double[0]; // by trial, NaN: not in the column

    /** The trials in the column. */
    Numbers members() {
        return members;
    }

    /** A trial's number; NaN if it has none here. */
    double value(int trial) {
        return trial < values.length ? values[trial] : Double.NaN;
    }

    /** Sets a trial's number; NaN takes the trial out. */
    void put(int trial, double value) {
        if (trial >= values.length) {
            int length = values.length;
            values = Arrays.copyOf(values, Math.max(16, trial + (trial >> 1) + 1));
            Arrays.fill(values, length, values.length, Double.NaN);
        }
        values[trial] = value;
        members.put(trial, !Double.isNaN(value));
    }

    void clear() {
        Arrays.fill(values, Double.NaN);
        members.clear();
    }
}
