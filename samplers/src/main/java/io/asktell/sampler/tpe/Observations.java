package io.asktell.sampler.tpe;

import io.asktell.space.SearchSpace;
import io.asktell.study.Direction;
import io.asktell.study.History;
import io.asktell.study.Reports;
import io.asktell.study.TrialState;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the model reads of a history, kept in order: trials by how good they are, and by the coordinate of each parameter. Follows a
 * history by what changed; that the order of the changes leaves no trace is what keeps it a cache.
 */
final class Observations {
    private final SearchSpace space;
    private final List<Direction> directions;
    private final Axis[] axes;
    private final Column[] columns; // coordinates, by parameter
    private final Side better;
    private final Side others;
    private final SortedColumn feasible =
            new SortedColumn(); // COMPLETE, best first; with several objectives by the first two
    private final SortedColumn pruned = new SortedColumn(); // those that got furthest first
    private final SortedColumn infeasible = new SortedColumn();
    private double[][] losses = new double[0][]; // by trial number, of feasible trials of several objectives
    private final Numbers pending = new Numbers(); // not ended, but with a value of some parameter
    private final Map<Integer, Thinning> thinnings = new HashMap<>();
    private boolean[] constrained = new boolean[16]; // by trial number: ended, and said how far it violates constraints
    private int constrainedTrials;
    private int size;
    private long version = -1;

    Observations(SearchSpace space, List<Direction> directions) {
        this.space = space;
        this.directions = directions;
        axes = new Axis[space.size()];
        columns = new Column[space.size()];
        for (int i = 0; i < axes.length; i++) {
            axes[i] = Axis.of(space.distribution(i));
            columns[i] = new Column();
        }
        better = new Side(axes, columns);
        others = new Side(axes, columns);
    }

    boolean describes(SearchSpace otherSpace, List<Direction> otherDirections) {
        return space.equals(otherSpace) && directions.equals(otherDirections);
    }

    void catchUp(History history) {
        int[] changed = version < 0 || history.size() < size ? null : history.changedSince(version);
        boolean anyConstraint = constrainedTrials > 0;
        if (changed != null) {
            for (int n : changed) {
                read(history, n);
            }
        }
        if (changed == null || anyConstraint != constrainedTrials > 0) { // the latter moves every trial that told none
            readAll(history);
        }
        version = history.version();
    }

    private void readAll(History history) {
        size = 0;
        constrainedTrials = 0;
        Arrays.fill(constrained, false);
        for (Column column : columns) {
            column.clear();
        }
        feasible.clear();
        pruned.clear();
        infeasible.clear();
        pending.clear();
        for (int n = 0; n < history.size(); n++) {
            countConstraint(history, n);
        }
        for (int n = 0; n < history.size(); n++) {
            read(history, n);
        }
    }

    private void read(History history, int number) {
        size = Math.max(size, number + 1);
        countConstraint(history, number);
        TrialState state = history.state(number);
        boolean any = false;
        for (int i = 0; i < axes.length; i++) {
            double internal = state == TrialState.FAIL ? Double.NaN : history.parameter(number, i);
            double coordinate = axes[i].coordinate(internal);
            columns[i].put(number, coordinate);
            any |= !Double.isNaN(coordinate);
        }
        boolean ended = state == TrialState.COMPLETE || state == TrialState.PRUNED;
        pending.put(number, any && !ended);
        double violation = history.violation(number);
        boolean violates = constrainedTrials > 0 && !(violation <= 0);
        infeasible.put(number, ended && violates ? worstIfNaN(violation) : Double.NaN, 0);
        readPruned(history, number, state == TrialState.PRUNED && !violates);
        readComplete(history, number, state == TrialState.COMPLETE && !violates);
    }

    private void countConstraint(History history, int number) {
        if (number >= constrained.length) {
            constrained = Arrays.copyOf(constrained, number * 2);
        }
        TrialState state = history.state(number);
        boolean ended = state == TrialState.COMPLETE || state == TrialState.PRUNED;
        boolean tells = ended && !Double.isNaN(history.violation(number));
        constrainedTrials += (tells ? 1 : 0) - (constrained[number] ? 1 : 0);
        constrained[number] = tells;
    }

    private void readPruned(History history, int number, boolean counts) {
        Reports reports = history.reports(number);
        if (!counts) {
            pruned.put(number, Double.NaN, 0);
        } else if (reports.size() == 0) {
            pruned.put(number, Double.POSITIVE_INFINITY, 0);
        } else {
            int last = reports.size() - 1;
            double loss = directions.get(0).loss(reports.value(last));
            pruned.put(number, -(double) reports.step(last), worstIfNaN(loss));
        }
    }

    private void readComplete(History history, int number, boolean counts) {
        if (directions.size() == 1) {
            double loss = directions.get(0).loss(history.value(number, 0));
            feasible.put(number, counts ? worstIfNaN(loss) : Double.NaN, 0);
            return;
        }
        if (number >= losses.length) {
            losses = Arrays.copyOf(losses, Math.max(16, number * 2));
        }
        double[] vector = new double[directions.size()];
        for (int k = 0; counts && k < vector.length; k++) {
            vector[k] = worstIfNaN(directions.get(k).loss(history.value(number, k)));
        }
        losses[number] = vector;
        feasible.put(number, counts ? vector[0] : Double.NaN, vector[1]);
    }

    private static double worstIfNaN(double loss) {
        return Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss;
    }

    SearchSpace space() {
        return space;
    }

    int objectives() {
        return directions.size();
    }

    Side better() {
        return better;
    }

    Side others() {
        return others;
    }

    /** The trials that have a value of this parameter, failed ones left out. */
    Numbers having(int parameter) {
        return columns[parameter].members();
    }

    /** How many trials ended with something to learn from. */
    int ended() {
        return feasible.size() + pruned.size() + infeasible.size();
    }

    /** The trials that ended with something to learn from. */
    Numbers endedTrials() {
        return feasible.members().or(pruned.members()).or(infeasible.members());
    }

    /** The trials that have not ended, but have a value of some parameter. */
    Numbers pending() {
        return pending;
    }

    /** One of so many trial numbers; see {@link Mixture}. */
    Thinning thinning(int share) {
        return thinnings.computeIfAbsent(share, Thinning::new);
    }

    SortedColumn feasible() {
        return feasible;
    }

    SortedColumn pruned() {
        return pruned;
    }

    SortedColumn infeasible() {
        return infeasible;
    }

    /** The losses of a feasible trial of several objectives. */
    double[] losses(int number) {
        return losses[number];
    }
}
