package io.asktell.study;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link History} in growing primitive columns. Not thread-safe: whoever puts, owns it; give others a {@link #snapshot}.
 */
public final class TrialTable implements History {
    private final int parameters;
    private final int objectives;
    private int size;
    private TrialState[] states = new TrialState[16];
    private double[] points;
    private double[] values;
    private double[] violations = new double[16];
    private double[] constraints = new double[16];
    private Reports[] reports = new Reports[16];
    private long reported; // their bytes
    private long version;
    private int[] changes = new int[64]; // the trials changed, one entry per version, the newest last
    private int changed;

    public TrialTable(int parameters, int objectives) {
        this.parameters = parameters;
        this.objectives = objectives;
        points = new double[16 * parameters];
        values = new double[16 * objectives];
    }

    public static TrialTable of(int parameters, int objectives, List<Trial> trials) {
        var table = new TrialTable(parameters, objectives);
        trials.forEach(table::put);
        return table;
    }

    /** Adds the trial whose number is {@link #size}, or replaces the one of its number. */
    public void put(Trial trial) {
        int n = trial.number();
        if (n > size) {
            throw new IllegalArgumentException("numbers have no gaps, but number=" + n + " size=" + size);
        }
        if (trial.point().length != parameters) {
            throw new IllegalArgumentException(
                    "one value per parameter, but there are " + trial.point().length + " for " + parameters);
        }
        if (n == size) {
            grow();
            reports[n] = Reports.NONE;
        }
        states[n] = trial.state();
        System.arraycopy(trial.point(), 0, points, n * parameters, parameters);
        double[] v = trial.values();
        for (int k = 0; k < objectives; k++) {
            values[n * objectives + k] = v == null ? Double.NaN : v[k];
        }
        violations[n] = trial.violation();
        constraints[n] = trial.constraint();
        reported += trial.reports().bytes() - reports[n].bytes();
        reports[n] = trial.reports();
        logChange(n);
    }

    private void grow() {
        if (size == states.length) {
            int capacity = size * 2;
            states = Arrays.copyOf(states, capacity);
            points = Arrays.copyOf(points, capacity * parameters);
            values = Arrays.copyOf(values, capacity * objectives);
            violations = Arrays.copyOf(violations, capacity);
            constraints = Arrays.copyOf(constraints, capacity);
            reports = Arrays.copyOf(reports, capacity);
        }
        size++;
    }

    private void logChange(int number) {
        if (changed == changes.length) {
            int keep = Math.max(size, 64);
            if (changed > 2 * keep) { // older changes concern nearly every trial: reading all again is as cheap
                System.arraycopy(changes, changed - keep, changes, 0, keep);
                changed = keep;
            } else {
                changes = Arrays.copyOf(changes, changes.length * 2);
            }
        }
        changes[changed++] = number;
        version++;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public TrialState state(int number) {
        return states[number];
    }

    @Override
    public double parameter(int number, int index) {
        return points[number * parameters + index];
    }

    @Override
    public double value(int number, int objective) {
        return values[number * objectives + objective];
    }

    @Override
    public double violation(int number) {
        return violations[number];
    }

    @Override
    public double constraint(int number) {
        return constraints[number];
    }

    @Override
    public Reports reports(int number) {
        return reports[number];
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public int @Nullable [] changedSince(long since) {
        long back = version - since;
        if (back < 0 || back > changed) {
            return null;
        }
        return Arrays.stream(changes, changed - (int) back, changed)
                .sorted()
                .distinct()
                .toArray();
    }

    /** About how much memory this takes. */
    public long bytes() {
        return 24L * states.length + 8L * (points.length + values.length) + 4L * changes.length + reported;
    }

    /** A copy that later puts do not alter. */
    public TrialTable snapshot() {
        var copy = new TrialTable(parameters, objectives);
        copy.size = size;
        copy.states = states.clone();
        copy.points = points.clone();
        copy.values = values.clone();
        copy.violations = violations.clone();
        copy.constraints = constraints.clone();
        copy.reports = reports.clone();
        copy.reported = reported;
        copy.version = version;
        copy.changes = changes.clone();
        copy.changed = changed;
        return copy;
    }
}
