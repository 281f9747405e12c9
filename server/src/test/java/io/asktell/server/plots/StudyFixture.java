package io.asktell.server.plots;

import io.asktell.server.store.LedgerRow;
import io.asktell.server.store.StudyRow;
import io.asktell.server.study.StudySnapshot;
import io.asktell.server.study.TrialTimes;
import io.asktell.space.FloatDistribution;
import io.asktell.space.Parameter;
import io.asktell.space.SearchSpace;
import io.asktell.study.Direction;
import io.asktell.study.Reports;
import io.asktell.study.Trial;
import io.asktell.study.TrialState;
import io.asktell.study.TrialTable;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A study written down trial by trial. */
final class StudyFixture {
    static final double NONE = Double.NaN;
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private final SearchSpace space;
    private final List<Direction> directions;
    private final TrialTable history;
    private final TrialTimes times = new TrialTimes();
    private int next;

    private StudyFixture(SearchSpace space, Direction... directions) {
        this.space = space;
        this.directions = List.of(directions);
        history = new TrialTable(space.size(), directions.length);
    }

    static StudyFixture of(SearchSpace space, Direction... directions) {
        return new StudyFixture(space, directions);
    }

    /** A study of x and y, each from 0 to 1, that minimizes. */
    static StudyFixture minimizing() {
        return of(unit("x", "y"), Direction.MINIMIZE);
    }

    static SearchSpace unit(String... names) {
        return new SearchSpace(Arrays.stream(names)
                .map(name -> Parameter.of(name, FloatDistribution.of(0, 1)))
                .toList());
    }

    /** A complete trial at the middle of the space for each value. */
    StudyFixture values(double... values) {
        for (double value : values) {
            complete(middle(), value);
        }
        return this;
    }

    StudyFixture complete(double[] point, double... values) {
        return add(TrialState.COMPLETE, point, values, null, Reports.NONE);
    }

    StudyFixture infeasible(double... values) {
        return add(TrialState.COMPLETE, middle(), values, new double[] {1}, Reports.NONE);
    }

    StudyFixture state(TrialState state) {
        return add(state, middle(), null, null, Reports.NONE);
    }

    StudyFixture reporting(TrialState state, double[] values, Map<Integer, Double> reports) {
        return add(state, middle(), values, null, Reports.of(reports));
    }

    /** Seconds before now for the last trial; null for not yet. */
    StudyFixture from(Integer start, Integer end) {
        times.put(next - 1, start == null ? null : NOW.minusSeconds(start), end == null ? null : NOW.minusSeconds(end));
        return this;
    }

    private StudyFixture add(TrialState state, double[] point, double[] values, double[] constraints, Reports reports) {
        history.put(new Trial(next, state, point, values, constraints, reports));
        times.put(next, null, null);
        next++;
        return this;
    }

    private double[] middle() {
        double[] point = new double[space.size()];
        Arrays.fill(point, 0.5);
        return point;
    }

    StudySnapshot study() {
        var names = directions.stream().map(Completed::name).toList();
        var row = new StudyRow(
                7, "study", names, "random", "{}", "none", "{}", 1, null, null, 3, null, "{}", 0, "[]", NOW);
        var ledger = new LedgerRow(7, "active", 3, 0, 0, next, 0, 0, 0, 0, 0, null, null, null, NOW);
        return new StudySnapshot(row, space, directions, ledger, history, times, 2);
    }
}
