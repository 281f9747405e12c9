package io.asktell.server.study;

import io.asktell.server.store.IntermediateRow;
import io.asktell.server.store.LedgerRow;
import io.asktell.server.store.TrialRow;
import io.asktell.study.Reports;
import io.asktell.study.Trial;
import io.asktell.study.TrialTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * This server's copy of one study: everything up to {@code ledger.seq()}. Owned by its {@link StudyLedger}; thrown away when a
 * transaction fails, and read again.
 */
final class StudyState {
    final StudyDefinition definition;
    final TrialTable history;
    final TrialTimes times = new TrialTimes();
    /** WAITING and RUNNING trials by number. */
    final TreeMap<Integer, LiveTrial> live = new TreeMap<>();

    LedgerRow ledger;

    StudyState(StudyDefinition definition, LedgerRow ledger) {
        this.definition = definition;
        this.ledger = ledger;
        history = new TrialTable(definition.space().size(), definition.objectives());
    }

    /** Takes over what changed since; rows come in the order of their numbers. */
    void catchUp(LedgerRow newer, List<TrialRow> trials, List<IntermediateRow> reported) {
        Map<Integer, Map<Integer, Double>> reports = new HashMap<>();
        for (var row : reported) {
            reports.computeIfAbsent(row.number(), n -> new TreeMap<>()).put(row.step(), row.value());
        }
        for (var row : trials) {
            var before = row.number() < history.size() ? history.reports(row.number()) : Reports.NONE;
            var added = reports.remove(row.number());
            remember(new LiveTrial(row), added == null ? before : before.with(added));
        }
        if (!reports.isEmpty()) {
            throw new AssertionError("a report changes its trial, too, but these were not: " + reports.keySet());
        }
        ledger = newer;
    }

    /** Puts a trial as it is now into the history, and among the live ones if it is. */
    @SuppressWarnings("NullAway") // it does not see in class files that a component of type array may be null
    void remember(LiveTrial trial, Reports reports) {
        if (trial.state.finished()) {
            live.remove(trial.number);
        } else {
            live.put(trial.number, trial);
        }
        times.put(trial.number, trial.startedAt, trial.finishedAt);
        history.put(new Trial(trial.number, trial.state, trial.point, trial.values, trial.constraints, reports));
    }
}
