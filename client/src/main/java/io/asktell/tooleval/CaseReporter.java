package io.asktell.tooleval;

import io.asktell.api.CaseResult;
import io.asktell.api.ReportRequest;
import io.asktell.api.Score;
import io.asktell.worker.PrunedException;
import io.asktell.worker.TrialContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Reports the cases of a run as they are judged: each one's part at its step, a few of them in one call. A case without an answer has no
 * part: the provider's trouble is not the model's.
 */
final class CaseReporter implements RunListener {
    private static final long EVERY_NANOS = 250_000_000;

    private final TrialContext trial;
    private final ToDoubleFunction<CaseRun> part;
    private final int planned;
    private final int batch;
    private final int resumed;
    private final List<CaseRun> told = new ArrayList<>();
    private final Map<Integer, Score> parts = new LinkedHashMap<>();
    private final List<CaseResult> results = new ArrayList<>();
    private long lastReport = System.nanoTime();

    /**
     * @param part of a case in what is optimised
     * @param planned cases of the whole run
     * @param resumed how many cases, the first, were finished before; they are reported together
     * @param batch how many cases to report together; 0 goes by time
     */
    CaseReporter(TrialContext trial, ToDoubleFunction<CaseRun> part, int planned, int batch, int resumed) {
        this.trial = trial;
        this.part = part;
        this.planned = planned;
        this.batch = batch;
        this.resumed = resumed;
    }

    @Override
    public void onCase(int step, CaseRun result) {
        told.add(result);
        if (result.score().outcome() != Outcome.PROVIDER_ERROR) {
            parts.put(step, new Score(part.applyAsDouble(result)));
        }
        results.add(result.toWire());
        boolean due = batch > 0 ? told.size() % batch == 0 : System.nanoTime() - lastReport >= EVERY_NANOS;
        if ((due && told.size() > resumed || told.size() == resumed) && told.size() < planned && !parts.isEmpty()) {
            report();
        }
    }

    @Override
    public boolean shouldStop() {
        return trial.stopRequested();
    }

    /** The cases that were judged until now. */
    SuiteRun soFar() {
        return new SuiteRun(told, planned, told.size() < planned, Optional.empty());
    }

    /** Results that no report brought. */
    List<CaseResult> left() {
        return List.copyOf(results);
    }

    /** Reports what is left, and returns the results that were not sent yet, to go with the tell. */
    List<CaseResult> unreported() {
        List<CaseResult> left = List.copyOf(results);
        results.clear();
        if (!parts.isEmpty()) {
            try {
                report();
            } catch (PrunedException e) {
                if (told.size() < planned) {
                    throw e;
                } // else there is nothing left to save
            }
        }
        return left;
    }

    private void report() {
        trial.report(new ReportRequest(
                null, null, Map.copyOf(parts), null, results.isEmpty() ? null : List.copyOf(results)));
        parts.clear();
        results.clear();
        lastReport = System.nanoTime();
    }
}
