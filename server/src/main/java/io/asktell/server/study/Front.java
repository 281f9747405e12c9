package io.asktell.server.study;

import io.asktell.study.Direction;
import io.asktell.study.History;
import io.asktell.study.TrialState;
import java.util.List;
import java.util.TreeMap;

/** The feasible complete trials that no other dominates, kept as trials complete; among equals, all of them. */
final class Front {
    private final List<Direction> directions;
    private final TreeMap<Integer, double[]> members = new TreeMap<>();

    Front(List<Direction> directions) {
        this.directions = directions;
    }

    /** The front of all trials there are. */
    static Front of(List<Direction> directions, History history) {
        var front = new Front(directions);
        for (int n = 0; n < history.size(); n++) {
            front.add(n, history);
        }
        return front;
    }

    /** Takes a trial of the history, if it is one that counts. */
    void add(int number, History history) {
        if (history.state(number) == TrialState.COMPLETE && !(history.violation(number) > 0)) {
            double[] values = new double[directions.size()];
            for (int k = 0; k < values.length; k++) {
                values[k] = history.value(number, k);
            }
            add(number, values);
        }
    }

    /** Takes a feasible complete trial; one that was taken before stays as it is. */
    void add(int number, double[] values) {
        for (double[] member : members.values()) {
            if (dominates(member, values)) {
                return;
            }
        }
        members.values().removeIf(member -> dominates(values, member));
        members.put(number, values);
    }

    /** The member of the lowest number; there is one after the first {@link #add(int, double[])}. */
    int first() {
        return members.firstKey();
    }

    double[] firstValues() {
        return members.firstEntry().getValue();
    }

    private boolean dominates(double[] a, double[] b) {
        boolean better = false;
        for (int k = 0; k < a.length; k++) {
            if (directions.get(k).better(b[k], a[k])) {
                return false;
            }
            better |= directions.get(k).better(a[k], b[k]);
        }
        return better;
    }
}
