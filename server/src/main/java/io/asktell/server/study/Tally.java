package io.asktell.server.study;

import io.asktell.server.store.LedgerRow;
import io.asktell.study.Direction;
import io.asktell.study.History;
import io.asktell.study.TrialState;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbers of a study's ledger while a turn counts them on. */
final class Tally {
    private final LedgerRow before;
    private final List<Direction> directions;
    private final Map<TrialState, Integer> counts = new EnumMap<>(TrialState.class);
    String status;
    long seq;
    long updatedSeq;
    int definition;
    int nextNumber;
    private @Nullable Integer bestNumber;
    private double @Nullable [] bestValues;
    private @Nullable Instant firstStarted;

    Tally(LedgerRow ledger, List<Direction> directions) {
        before = ledger;
        this.directions = directions;
        status = ledger.status();
        seq = ledger.seq();
        updatedSeq = ledger.updatedSeq();
        definition = ledger.definition();
        nextNumber = ledger.nextNumber();
        counts.put(TrialState.WAITING, ledger.waiting());
        counts.put(TrialState.RUNNING, ledger.running());
        counts.put(TrialState.COMPLETE, ledger.complete());
        counts.put(TrialState.PRUNED, ledger.pruned());
        counts.put(TrialState.FAIL, ledger.failed());
        bestNumber = ledger.bestNumber();
        bestValues = ledger.bestValues();
        firstStarted = ledger.firstStarted();
    }

    int count(TrialState state) {
        return counts.getOrDefault(state, 0);
    }

    /** Counts a trial that went from one state (null: it is new) to the one it has in the history now. */
    void moved(@Nullable TrialState from, LiveTrial trial, History history) {
        if (from != null) {
            counts.merge(from, -1, Integer::sum);
        }
        counts.merge(trial.state, 1, Integer::sum);
        if (trial.startedAt != null && firstStarted == null) {
            firstStarted = trial.startedAt;
        }
        if (trial.state == TrialState.COMPLETE && trial.values != null && !(history.violation(trial.number) > 0)) {
            completed(trial.number, trial.values, history);
        }
    }

    /** Keeps the best trial: the best value, or the front's trial of the lowest number. Among equals, the lowest number. */
    private void completed(int number, double[] values, History history) {
        if (bestNumber == null || bestValues == null) {
            best(number, values);
        } else if (directions.size() == 1) {
            boolean tie = values[0] == bestValues[0];
            if (directions.get(0).better(values[0], bestValues[0]) || tie && number < bestNumber) {
                best(number, values);
            }
        } else if (number < bestNumber || dominates(values, bestValues)) {
            for (int n = 0; n < history.size(); n++) {
                if (candidate(history, n) && undominated(history, n)) {
                    best(n, values(history, n));
                    return;
                }
            }
        }
    }

    private void best(int number, double[] values) {
        bestNumber = number;
        bestValues = values;
    }

    private boolean undominated(History history, int number) {
        double[] values = values(history, number);
        for (int n = 0; n < history.size(); n++) {
            if (candidate(history, n) && dominates(values(history, n), values)) {
                return false;
            }
        }
        return true;
    }

    private static boolean candidate(History history, int number) {
        return history.state(number) == TrialState.COMPLETE && !(history.violation(number) > 0);
    }

    private double[] values(History history, int number) {
        double[] values = new double[directions.size()];
        for (int k = 0; k < values.length; k++) {
            values[k] = history.value(number, k);
        }
        return values;
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

    LedgerRow row() {
        return new LedgerRow(
                before.studyId(),
                status,
                seq,
                updatedSeq,
                definition,
                nextNumber,
                count(TrialState.WAITING),
                count(TrialState.RUNNING),
                count(TrialState.COMPLETE),
                count(TrialState.PRUNED),
                count(TrialState.FAIL),
                bestNumber,
                bestValues,
                firstStarted,
                before.now());
    }
}
