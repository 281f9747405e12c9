package io.asktell.pruner;

import io.asktell.study.Direction;
import io.asktell.study.History;
import io.asktell.study.Reports;
import org.jspecify.annotations.Nullable;

/**
 * Lets a trial go on while it still improves: only when its best value of the last reports does not better its best before them is
 * the wrapped pruner asked, or, without one, the trial stopped.
 */
public final class PatientPruner implements Pruner {
    private final @Nullable Pruner wrapped;
    private final int patience;
    private final double minDelta;

    /**
     * @param patience how many reports a trial may go without improving
     * @param minDelta by how much it must fall behind its best to have stopped improving
     */
    public PatientPruner(@Nullable Pruner wrapped, int patience, double minDelta) {
        if (patience < 0 || !(minDelta >= 0 && minDelta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "patience >= 0, minDelta >= 0, but patience=" + patience + " minDelta=" + minDelta);
        }
        this.wrapped = wrapped;
        this.patience = patience;
        this.minDelta = minDelta;
    }

    @Override
    public boolean shouldPrune(Direction direction, History history, int number) {
        Reports reports = history.reports(number);
        int recent = reports.size() - patience - 1;
        if (recent < 1) {
            return false;
        }
        double before = least(direction, reports, 0, recent);
        double lately = least(direction, reports, recent, reports.size());
        if (!(before + minDelta < lately)) {
            return false;
        }
        return wrapped == null || wrapped.shouldPrune(direction, history, number);
    }

    /** The least loss between two places; infinite where all are NaN. */
    private static double least(Direction direction, Reports reports, int from, int to) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = from; i < to; i++) {
            double loss = direction.loss(reports.value(i));
            least = loss < least ? loss : least;
        }
        return least;
    }
}
