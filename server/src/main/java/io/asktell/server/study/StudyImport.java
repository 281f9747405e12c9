package io.asktell.server.study;

import io.asktell.server.problem.ConflictException;
import io.asktell.server.store.BulkStore;
import io.asktell.server.store.IntermediateRow;
import io.asktell.server.store.LedgerRow;
import io.asktell.server.store.LedgerStore;
import io.asktell.server.store.StudyRow;
import io.asktell.server.store.StudyStore;
import io.asktell.server.store.TrialRow;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * One study on its way in, within one transaction: its trials go to the database by the thousand, and nothing of them stays in memory
 * but what the study's ledger counts. Nobody sees the study before the commit, so nothing else can change it.
 */
final class StudyImport {
    private static final int BATCH = 1000;

    private final Handle handle;
    private final StudyRow row;
    private final LedgerRow ledger;
    private final Tally tally;
    private final List<TrialRow> trials = new ArrayList<>();
    private final List<IntermediateRow> reports = new ArrayList<>();

    /** Adds the study; 409 where there is one of its name. */
    StudyImport(Handle handle, StudyRow wanted) {
        this.handle = handle;
        var store = handle.attach(StudyStore.class);
        long id = store.add(wanted)
                .orElseThrow(() -> new ConflictException(
                        "study_exists",
                        "A study named \"" + wanted.name() + "\" exists; delete it, or rename the one in the file."));
        ledger = LedgerStore.lock(handle, id).orElseThrow(() -> new AssertionError("just added"));
        row = store.find(id).orElseThrow(() -> new AssertionError("just added"));
        var directions = StudyDefinition.directions(row.directions());
        var front = new Front(directions);
        tally = new Tally(ledger, directions, () -> front);
    }

    /** Adds the trial of the next number. */
    void add(ImportedTrial imported) {
        var trial = imported.live(row.id(), tally.nextNumber++, row.spaceVersion(), ledger.now());
        long seq = ++tally.seq;
        trial.changedSeq = seq;
        if (trial.state.finished()) {
            trial.finishedSeq = seq;
        }
        tally.moved(null, trial);
        trials.add(trial.row());
        imported.reports()
                .forEach((step, value) -> reports.add(new IntermediateRow(row.id(), trial.number, step, value, seq)));
        if (trials.size() == BATCH) {
            flush();
        }
    }

    /** Writes what is left, and what the trials came to. */
    void end(@Nullable String status) {
        flush();
        if (status != null && !status.equals("active")) {
            tally.status = status;
            tally.updatedSeq = ++tally.seq;
            tally.definition++;
        }
        LedgerStore.write(handle, tally.row(), List.of(), List.of());
    }

    private void flush() {
        BulkStore.add(handle, trials, reports);
        trials.clear();
        reports.clear();
    }
}
