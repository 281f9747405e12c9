package io.asktell.server.study;

import io.asktell.server.store.LedgerRow;
import io.asktell.server.store.StudyRow;
import io.asktell.space.SearchSpace;
import io.asktell.study.Direction;
import io.asktell.study.History;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A study as it was at one moment, for whoever looks at much of it; it does not change, and asks go on meanwhile.
 *
 * @param workers how many workers had a trial under a lease that was not overdue
 */
public record StudySnapshot(
        StudyRow row,
        SearchSpace space,
        List<Direction> directions,
        LedgerRow ledger,
        History history,
        TrialTimes times,
        int workers) {
    /** Changes whenever the study does; the same on all servers. */
    public String version() {
        return row.id() + "-" + ledger.seq() + "-" + ledger.definition();
    }

    /** Name to value of a trial, without inactive parameters. */
    public Map<String, @Nullable Object> params(int number) {
        return TrialView.params(space, history, number);
    }

    public Studies.View view() {
        Integer best = ledger.bestNumber();
        return new Studies.View(row, ledger, best == null ? null : params(best));
    }

    StudySnapshot at(LedgerRow now, int workersNow) {
        return new StudySnapshot(row, space, directions, now, history, times, workersNow);
    }
}
