package io.asktell.server.study;

import io.asktell.server.store.HistoryStore;
import io.asktell.server.store.LedgerRow;
import io.asktell.server.store.TrialStore;
import io.asktell.study.Reports;
import io.asktell.study.Trial;
import io.asktell.study.TrialTable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * This server's copy of one study: everything up to {@code ledger.seq()}. Owned by its {@link StudyLedger}; thrown away when a
 * transaction fails, and read again.
 */
final class StudyState {
    /** Of the definition, a sampler that knows nothing yet, and what holds them. */
    private static final long BASE = 8_000;

    final StudyDefinition definition;
    final TrialTable history;
    final TrialTimes times = new TrialTimes();
    /** WAITING and RUNNING trials by number. */
    final TreeMap<Integer, LiveTrial> live = new TreeMap<>();

    /** Whether its creator gave it a seed, so that the same asks and tells must give the same parameters. */
    final boolean seeded;

    LedgerRow ledger;
    private @Nullable Front front;

    /** Suggestions made ahead; null until the sampler is slow. */
    @Nullable
    Preparation preparation;

    private List<Trial> news = new ArrayList<>(); // not seen by the preparation yet

    StudyState(StudyDefinition definition, LedgerRow ledger) {
        this.definition = definition;
        this.ledger = ledger;
        history = new TrialTable(definition.space().size(), definition.objectives());
        seeded = Options.stored(definition.row().samplerOptions()).seed() != null;
    }

    /** About how much memory this takes, without what samplers keep. */
    long bytes() {
        long copies = preparation == null ? 1 : 2;
        return BASE + copies * history.bytes() + times.bytes() + 400L * live.size();
    }

    /** The front of the trials so far; found once, and then kept as trials complete. */
    Front front() {
        Front known = front;
        if (known == null) {
            known = Front.of(definition.directions(), history);
            front = known;
        }
        return known;
    }

    /** Takes over what changed since. */
    void catchUp(LedgerRow newer, Handle handle) {
        List<Integer> open = new ArrayList<>();
        HistoryStore.changedAfter(handle, newer.studyId(), ledger.seq(), (trial, started, finished) -> {
            int n = trial.number();
            var before = n < history.size() ? history.reports(n) : Reports.NONE;
            put(trial.withReports(before.with(trial.reports())));
            times.put(n, started, finished);
            if (front != null) {
                front.add(n, history);
            }
            if (trial.state().finished()) {
                live.remove(n);
            } else {
                open.add(n);
            }
        });
        if (!open.isEmpty()) {
            int[] numbers = open.stream().mapToInt(Integer::intValue).toArray();
            handle.attach(TrialStore.class)
                    .findAll(newer.studyId(), numbers)
                    .forEach(row -> live.put(row.number(), new LiveTrial(row)));
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
        put(new Trial(trial.number, trial.state, trial.point, trial.values, trial.constraints, reports));
    }

    private void put(Trial trial) {
        history.put(trial);
        if (preparation != null) {
            news.add(trial);
        }
    }

    /** Lets the next suggestions be prepared from what was committed. */
    void prepare(boolean wanted) {
        if (preparation != null) {
            preparation.follow(news, ledger, wanted);
            news = new ArrayList<>();
        }
    }
}
