package io.asktell.pruner;

import io.asktell.study.Direction;
import io.asktell.study.History;
import io.asktell.study.Reports;
import io.asktell.study.TrialState;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Stops a trial that does worse than the best completed one, pair by pair: a step is an instance of the problem (a test case), and its
 * report what the trial made of it. For this, trials must take the steps in a random order.
 *
 * <p>A trial is looked at after every report. That alone would stop a third of all trials that are as good as the best, so the
 * threshold is divided: by the number of doublings from {@link #FIRST_LOOK} pairs to all, and again by 3, which covers all looks
 * until the next doubling (a random walk is about three times as likely to be beyond such a bound at some time between n and 2n as at
 * one time). So however long it goes on, a trial as good as the best is stopped by the test with at most the threshold's probability.
 *
 * <p>Besides, it may halve: at 8 percent of the steps, but not before 8, and at two and a half times as many again and again, a trial
 * goes on only if it is among the better part of those that came as far, or at least as good as the best so far. That saves where the
 * test alone would need most of the steps, at the price of some trials that were only unlucky.
 */
public final class WilcoxonPruner implements Pruner {
    private static final int FIRST_LOOK = 5;
    private static final int WITHIN_A_DOUBLING = 3;

    private final double threshold;
    private final int startupSteps;
    private final int startupTrials;
    private final int reductionFactor;

    /**
     * @param threshold the probability with which a trial as good as the best may be stopped
     * @param startupSteps how many pairs a trial may have before it can be stopped
     * @param startupTrials how many trials, the first of the study, are never stopped
     * @param reductionFactor one in so many goes on at each halving; 0 for no halving
     */
    public WilcoxonPruner(double threshold, int startupSteps, int startupTrials, int reductionFactor) {
        if (!(threshold > 0 && threshold < 1)
                || startupSteps < 0
                || startupTrials < 0
                || reductionFactor < 0
                || reductionFactor == 1) {
            throw new IllegalArgumentException(
                    "0 < threshold < 1, startupSteps >= 0, startupTrials >= 0, reductionFactor 0 or >= 2, but threshold="
                            + threshold + " startupSteps=" + startupSteps + " startupTrials=" + startupTrials
                            + " reductionFactor=" + reductionFactor);
        }
        this.threshold = threshold;
        this.startupSteps = startupSteps;
        this.startupTrials = startupTrials;
        this.reductionFactor = reductionFactor;
    }

    @Override
    public boolean shouldPrune(Direction direction, History history, int number) {
        if (number < startupTrials) {
            return false;
        }
        Reports reports = history.reports(number);
        int best = best(direction, history, number);
        if (reports.size() == 0 || best < 0) {
            return false;
        }
        Reports others = history.reports(best);
        double[] differences = differences(direction, reports, others);
        return differences.length > startupSteps
                && worse(differences)
                && (SignedRanks.probability(differences) < threshold / (WITHIN_A_DOUBLING * doublings(others.size()))
                        || reductionFactor > 0
                                && !Rungs.pass(direction, history, number, others.end(), reductionFactor));
    }

    /** The best one's value, and by how much the trial would differ from it if it went on to differ as on the steps both have. */
    @Override
    public OptionalDouble projected(Direction direction, History history, int number) {
        int best = best(direction, history, number);
        double[] differences =
                best < 0 ? new double[0] : differences(direction, history.reports(number), history.reports(best));
        if (differences.length == 0) {
            return OptionalDouble.empty();
        }
        double value = history.value(best, 0);
        double worse = Arrays.stream(differences).average().orElseThrow() * weight(value, history.reports(best));
        value += direction == Direction.MINIMIZE ? worse : -worse;
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /** How much a difference in each report makes in the value: that is their mean, as a score, or their sum, as a cost. */
    private static int weight(double value, Reports reports) {
        double sum = 0;
        for (int i = 0; i < reports.size(); i++) {
            sum += reports.value(i);
        }
        return Math.abs(value - sum) < Math.abs(value - sum / reports.size()) ? reports.size() : 1;
    }

    private static int doublings(int steps) {
        int doublings = 1;
        for (long size = FIRST_LOOK; size < steps; size *= 2) {
            doublings++;
        }
        return doublings;
    }

    /** Never a trial that is as good on the whole, whatever the ranks say. */
    private static boolean worse(double[] differences) {
        return Arrays.stream(differences).sum() > 0;
    }

    /** By how much the trial's loss is greater, for each step that both have; without those where that is no number. */
    private static double[] differences(Direction direction, Reports reports, Reports others) {
        double[] differences = new double[reports.size()];
        int size = 0;
        for (int i = 0; i < reports.size(); i++) {
            int at = others.firstFrom(reports.step(i));
            if (at < others.size() && others.step(at) == reports.step(i)) {
                double difference = direction.loss(reports.value(i)) - direction.loss(others.value(at));
                if (!Double.isNaN(difference)) {
                    differences[size++] = difference;
                }
            }
        }
        return Arrays.copyOf(differences, size);
    }

    /** The completed trial of the best value that has reports; -1 without one. */
    private static int best(Direction direction, History history, int number) {
        int best = -1;
        for (int n = 0; n < history.size(); n++) {
            if (n != number
                    && history.state(n) == TrialState.COMPLETE
                    && !(history.violation(n) > 0)
                    && history.reports(n).size() > 0
                    && (best < 0 || direction.better(history.value(n, 0), history.value(best, 0)))) {
                best = n;
            }
        }
        return best;
    }
}
