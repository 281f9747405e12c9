package io.asktell.pruner;

import io.asktell.numeric.Rng;
import io.asktell.study.Direction;
import io.asktell.study.History;
import io.asktell.study.Reports;
import io.asktell.study.TrialState;
import java.util.Arrays;

/**
 * Several brackets of successive halving (Li et al. 2018), which differ in how early they judge; a hash of its number puts a trial
 * into one. Inside a bracket halving is asynchronous (Li et al. 2020): whoever reaches a rung is compared with those that were there
 * before, and nobody waits.
 */
public final class HyperbandPruner implements Pruner {
    private final HyperbandOptions options;

    public HyperbandPruner(HyperbandOptions options) {
        this.options = options;
    }

    @Override
    public boolean shouldPrune(Direction direction, History history, int number) {
        Reports reports = history.reports(number);
        if (reports.size() == 0) {
            return false;
        }
        int brackets = brackets(history);
        if (brackets == 0) {
            return false;
        }
        long[] shares = shares(brackets);
        int bracket = bracket(number, shares);
        return Halving.stops(
                direction,
                history,
                number,
                firstRung(bracket),
                options.reductionFactor(),
                n -> bracket(n, shares) == bracket);
    }

    /** How many brackets there are; 0 while the last step of a trial is not known. */
    private int brackets(History history) {
        long most = options.maxResource() != null ? options.maxResource() : lastStep(history) + 1L;
        int brackets = 0;
        for (long rung = options.minResource(); rung <= most; rung *= options.reductionFactor()) {
            brackets++;
        }
        return brackets;
    }

    private static int lastStep(History history) {
        int last = -1;
        for (int n = 0; n < history.size(); n++) {
            Reports reports = history.reports(n);
            if (history.state(n) == TrialState.COMPLETE && reports.size() > 0) {
                last = Math.max(last, reports.step(reports.size() - 1));
            }
        }
        return last;
    }

    /** How many of a round of trials each bracket gets: the more the earlier it judges, bracket 0 first. */
    private long[] shares(int brackets) {
        long[] shares = new long[brackets];
        for (int b = 0; b < brackets; b++) {
            int rungs = brackets - b;
            shares[b] = (long) StrictMath.ceil(brackets * StrictMath.pow(options.reductionFactor(), rungs - 1) / rungs);
        }
        return shares;
    }

    private static int bracket(int number, long[] shares) {
        long place =
                Long.remainderUnsigned(Rng.mix(number), Arrays.stream(shares).sum());
        int bracket = 0;
        while (place >= shares[bracket]) {
            place -= shares[bracket++];
        }
        return bracket;
    }

    private long firstRung(int bracket) {
        long rung = options.minResource();
        for (int b = 0; b < bracket; b++) {
            rung *= options.reductionFactor();
        }
        return rung;
    }
}
