package io.asktell.server.study;

import io.asktell.study.TrialState;
import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies of studies to look at; the last of each is kept while there is memory, so that a study at rest is copied once. */
public final class Snapshots {
    private static final int MAX_KEPT = 16;

    private final Ledgers ledgers;
    private final Map<Long, SoftReference<StudySnapshot>> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, SoftReference<StudySnapshot>> eldest) {
            return size() > MAX_KEPT;
        }
    };

    public Snapshots(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    /** The study as it is now on any server; 404 without one. */
    public StudySnapshot of(String study) {
        var snapshot = ledgers.read(study, state -> {
            var before = kept(state.definition.row().id());
            int workers = workers(state);
            return before != null
                            && before.ledger().seq() == state.ledger.seq()
                            && before.history().version() == state.history.version()
                    ? before.at(state.ledger, workers)
                    : copy(state, workers);
        });
        synchronized (kept) { // not before the transaction has committed what it saw
            kept.put(snapshot.row().id(), new SoftReference<>(snapshot));
        }
        return snapshot;
    }

    private @Nullable StudySnapshot kept(long studyId) {
        synchronized (kept) {
            var reference = kept.get(studyId);
            return reference == null ? null : reference.get();
        }
    }

    private static StudySnapshot copy(StudyState state, int workers) {
        var definition = state.definition;
        return new StudySnapshot(
                definition.row(),
                definition.space(),
                definition.directions(),
                state.ledger,
                state.history.snapshot(),
                state.times.snapshot(),
                workers);
    }

    private static int workers(StudyState state) {
        return (int) state.live.values().stream()
                .filter(trial -> trial.state == TrialState.RUNNING && !trial.overdue(state.ledger.now()))
                .map(trial -> List.of(String.valueOf(trial.credential), String.valueOf(trial.worker)))
                .distinct()
                .count();
    }
}
