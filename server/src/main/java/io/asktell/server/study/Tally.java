package io.asktell.server.study;

import io.asktell.server.store.LedgerRow;
import io.asktell.study.Direction;
import io.asktell.study.TrialState;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The numbers of a study's ledger while a turn counts them on. */
final class Tally {
    private final LedgerRow before;
    private final List<Direction> directions;
    private final Supplier<Front> front;
    private final Map<TrialState, Integer> counts = new EnumMap<>(TrialState.class);
    String status;
    long seq;
    long updatedSeq;
    int definition;
    int nextNumber;
    private @Nullable Integer bestNumber;
    private double @Nullable [] bestValues;
    private @Nullable Instant firstStarted;

    /** @param front of the trials so far; asked for with several objectives only */
    Tally(LedgerRow ledger, List<Direction> directions, Supplier<Front> front) {
        this.front = front;
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

    /** Counts a trial that went from one state (null: it is new) to the one it has now. */
    void moved(@Nullable TrialState from, LiveTrial trial) {
        if (from != null) {
            counts.merge(from, -1, Integer::sum);
        }
        counts.merge(trial.state, 1, Integer::sum);
        if (trial.startedAt != null && firstStarted == null) {
            firstStarted = trial.startedAt;
        }
        if (trial.state == TrialState.COMPLETE && trial.values != null && trial.feasible()) {
            completed(trial.number, trial.values);
        }
    }

    /** Keeps the best trial: the best value, or the front's trial of the lowest number. Among equals, the lowest number. */
    private void completed(int number, double[] values) {
        if (directions.size() > 1) {
            var all = front.get();
            all.add(number, values);
            best(all.first(), all.firstValues());
        } else if (bestNumber == null || bestValues == null) {
            best(number, values);
        } else {
            boolean tie = values[0] == bestValues[0];
            if (directions.get(0).better(values[0], bestValues[0]) || tie && number < bestNumber) {
                best(number, values);
            }
        }
    }

    private void best(int number, double[] values) {
        bestNumber = number;
        bestValues = values;
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
