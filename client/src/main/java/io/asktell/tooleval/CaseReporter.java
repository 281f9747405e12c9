package io.asktell.tooleval;

import io.asktell.api.CaseResult;
import io.asktell.api.ReportRequest;
import io.asktell.api.Score;
import io.asktell.worker.TrialContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reports the cases of a run as they are judged: each score at its step, a few of them in one call when they come fast. */
final class CaseReporter implements RunListener {
    private static final long EVERY_NANOS = 250_000_000;

    private final TrialContext trial;
    private final Map<Integer, Score> scores = new LinkedHashMap<>();
    private final List<CaseResult> results = new ArrayList<>();
    private long lastReport = System.nanoTime();

    CaseReporter(TrialContext trial) {
        this.trial = trial;
    }

    @Override
    public void onCase(int step, CaseRun result) {
        scores.put(step, new Score(result.score().score()));
        results.add(result.toWire());
        if (System.nanoTime() - lastReport >= EVERY_NANOS) {
            report();
        }
    }

    @Override
    public boolean shouldStop() {
        return trial.stopRequested();
    }

    /** Reports the scores that are left, and returns the results that were not sent yet, to go with the tell. */
    List<CaseResult> unreported() {
        List<CaseResult> left = List.copyOf(results);
        results.clear();
        if (!scores.isEmpty()) {
            report();
        }
        return left;
    }

    private void report() {
        trial.report(new ReportRequest(
                null, null, Map.copyOf(scores), null, results.isEmpty() ? null : List.copyOf(results)));
        scores.clear();
        results.clear();
        lastReport = System.nanoTime();
    }
}
