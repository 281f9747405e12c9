package io.asktell.pruner;

import io.asktell.study.Direction;
import io.asktell.study.History;
import io.asktell.study.Reports;
import java.util.function.IntPredicate;

/**
 * Successive halving without waiting (Li et al. 2020): whoever reaches a rung is compared with those that were there before.
 *
 * <p>A rung's value of a trial is the one at its first report from the rung's step on. A trial is judged once per rung.
 */
final class Halving {
    private Halving() {}

    /**
     * Whether a trial fails at a rung that its last report reached.
     *
     * @param firstRung the step of the first rung; the others are at multiples of it by powers of the factor
     * @param rival which trials it is compared with
     */
    static boolean stops(
            Direction direction, History history, int number, long firstRung, int reductionFactor, IntPredicate rival) {
        Reports reports = history.reports(number);
        int last = reports.size() - 1;
        long step = reports.step(last);
        long before = last == 0 ? Long.MIN_VALUE : reports.step(last - 1);
        for (long rung = firstRung; rung <= step; rung *= reductionFactor) {
            if (before < rung && !promoted(direction, history, number, (int) rung, reductionFactor, rival)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the trial is among the best 1/reductionFactor of all that are there; the best always is. */
    private static boolean promoted(
            Direction direction, History history, int number, int rung, int reductionFactor, IntPredicate rival) {
        Reports reports = history.reports(number);
        double value = reports.value(reports.size() - 1);
        if (Double.isNaN(value)) {
            return false;
        }
        int rivals = 0;
        int better = 0;
        for (int n = 0; n < history.size(); n++) {
            Reports others = history.reports(n);
            int at = others.firstFrom(rung);
            if (n != number && at < others.size() && !Double.isNaN(others.value(at)) && rival.test(n)) {
                rivals++;
                better += direction.better(others.value(at), value) ? 1 : 0;
            }
        }
        return better < Math.max(1, (rivals + 1) / reductionFactor);
    }
}
