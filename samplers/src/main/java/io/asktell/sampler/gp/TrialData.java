package io.asktell.sampler.gp;

import io.asktell.sampler.Ask;
import io.asktell.study.Direction;
import io.asktell.study.History;
import io.asktell.study.Reports;
import io.asktell.study.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** A history as the models want it. */
final class TrialData {
    /** Each costs as much as a trial that was told. */
    private static final int MOST_PENDING = 300;

    private final Ask ask;
    private final History history;
    private final int[] ended; // numbers
    private final List<double[]> points; // of those
    private final List<double[]> pending;
    private final int settled;
    private final boolean constrained;

    private TrialData(
            Ask ask,
            History history,
            int[] ended,
            List<double[]> points,
            List<double[]> pending,
            int settled,
            boolean constrained) {
        this.ask = ask;
        this.history = history;
        this.ended = ended;
        this.points = points;
        this.pending = pending;
        this.settled = settled;
        this.constrained = constrained;
    }

    static TrialData of(Ask ask, History history, Encoding encoding) {
        int parameters = ask.space().size();
        List<Integer> ended = new ArrayList<>();
        List<double[]> points = new ArrayList<>();
        BitSet failed = new BitSet(); // by place among the pending
        List<double[]> pending = new ArrayList<>();
        int settled = history.size();
        boolean constrained = false;
        for (int n = 0; n < history.size(); n++) {
            int number = n;
            double[] internal = new double[parameters];
            Arrays.setAll(internal, i -> history.parameter(number, i));
            TrialState state = history.state(n);
            if (state == TrialState.COMPLETE || state == TrialState.PRUNED) {
                ended.add(n);
                points.add(encoding.coordinates(internal));
                constrained |= !Double.isNaN(history.violation(n));
            } else {
                if (state == TrialState.RUNNING) {
                    settled = Math.min(settled, n);
                }
                if (Arrays.stream(internal).anyMatch(x -> !Double.isNaN(x))) {
                    failed.set(pending.size(), state == TrialState.FAIL);
                    pending.add(encoding.coordinates(internal));
                }
            }
        }
        int[] numbers = ended.stream().mapToInt(Integer::intValue).toArray();
        return new TrialData(ask, history, numbers, points, newest(pending, failed), settled, constrained);
    }

    /** Where there are too many, the oldest are left out, those that failed first. */
    private static List<double[]> newest(List<double[]> pending, BitSet failed) {
        int tooMany = pending.size() - MOST_PENDING;
        List<double[]> kept = new ArrayList<>();
        for (int i = 0; i < pending.size(); i++) {
            if (tooMany > 0 && failed.get(i)) {
                tooMany--;
            } else {
                kept.add(pending.get(i));
            }
        }
        return kept.subList(Math.max(0, tooMany), kept.size());
    }

    /** Where trials are under way, wait, or failed. */
    List<double[]> pending() {
        return pending;
    }

    /** No trial below this number is under way. */
    int settled() {
        return settled;
    }

    /** Whether any trial told of constraints; those that did not are then taken to violate them. */
    boolean constrained() {
        return constrained;
    }

    boolean feasible(int number) {
        return !constrained || history.violation(number) <= 0;
    }

    boolean anyFeasible() {
        return Arrays.stream(ended).anyMatch(this::feasible);
    }

    Observations objective(int k) {
        Direction direction = ask.directions().get(k);
        double[] completed = Arrays.stream(ended)
                .filter(n -> history.state(n) == TrialState.COMPLETE)
                .mapToDouble(n -> direction.loss(history.value(n, k)))
                .filter(loss -> !Double.isNaN(loss))
                .sorted()
                .toArray();
        double middle = completed.length == 0 ? Double.NaN : completed[completed.length / 2];
        double[] losses = new double[ended.length];
        Arrays.setAll(
                losses,
                j -> history.state(ended[j]) == TrialState.COMPLETE
                        ? direction.loss(history.value(ended[j], k))
                        : pruned(direction, history.reports(ended[j]), middle));
        return new Observations(ended, points, losses, noises());
    }

    /**
     * A pruned trial that reported a value at a step after the last told what it would have come to, as a race does: the fewer steps that
     * follows from, the noisier it is.
     */
    private double[] noises() {
        int steps = IntStream.of(ended)
                .filter(n -> history.state(n) == TrialState.COMPLETE)
                .map(n -> history.reports(n).end())
                .max()
                .orElse(0);
        return IntStream.of(ended)
                .mapToDouble(n -> history.state(n) == TrialState.PRUNED ? noise(history.reports(n), steps) : 1)
                .toArray();
    }

    private static double noise(Reports reports, int steps) {
        int seen = reports.firstFrom(steps);
        if (seen == 0 || seen == reports.size()) {
            return 1;
        }
        double share = (double) steps / seen;
        return share * share;
    }

    private static double pruned(Direction direction, Reports reports, double middle) {
        double last = reports.size() == 0 ? Double.NaN : direction.loss(reports.value(reports.size() - 1));
        return Double.isNaN(last) || last < middle ? middle : last;
    }

    /** The greatest constraint of each trial, squeezed so that 0 stays 0 and most lie between -1 and 1. */
    Observations constraint() {
        double[] greatest = IntStream.of(ended)
                .mapToDouble(n -> feasible(n) ? Math.min(0, history.constraint(n)) : excess(n))
                .toArray();
        double[] sizes = Arrays.stream(greatest)
                .map(Math::abs)
                .filter(size -> size > 0 && size < Double.POSITIVE_INFINITY)
                .sorted()
                .toArray();
        double unit = sizes.length == 0
                ? 1
                : Math.max(sizes[sizes.length * 9 / 10], sizes[sizes.length - 1] / 100); // most come near 0 in the end
        double[] squeezed = new double[greatest.length];
        Arrays.setAll(
                squeezed,
                j -> Math.signum(greatest[j]) * StrictMath.log1p(Math.min(1e6, Math.abs(greatest[j]) / unit)));
        return new Observations(
                ended, points, squeezed, IntStream.of(ended).mapToDouble(n -> 1).toArray());
    }

    /** By how much an infeasible trial violates; as much as can be when it did not tell. */
    private double excess(int number) {
        double constraint = history.constraint(number);
        return constraint > 0 ? constraint : Double.POSITIVE_INFINITY;
    }
}
