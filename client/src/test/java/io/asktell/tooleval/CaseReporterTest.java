package io.asktell.tooleval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asktell.api.CaseResult;
import io.asktell.api.ReportRequest;
import io.asktell.worker.Params;
import io.asktell.worker.PrunedException;
import io.asktell.worker.TrialContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CaseReporterTest {
    private static final ModelResponse SILENT = ModelResponse.recorded(List.of(), "ok");

    /** A trial that keeps its reports, and is pruned at one of them. */
    private static final class Trial implements TrialContext {
        private final List<ReportRequest> reports = new ArrayList<>();
        private int prunedAt = -1;

        List<Set<Integer>> steps() {
            return reports.stream().map(r -> r.values().keySet()).toList();
        }

        List<Integer> results() {
            return reports.stream()
                    .map(r -> r.caseResults() == null ? 0 : r.caseResults().size())
                    .toList();
        }

        @Override
        public void report(ReportRequest request) {
            reports.add(request);
            if (reports.size() - 1 == prunedAt) {
                throw new PrunedException();
            }
        }

        @Override
        public String studyName() {
            return "study";
        }

        @Override
        public int number() {
            return 0;
        }

        @Override
        public int attempt() {
            return 1;
        }

        @Override
        public Params params() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void userAttr(String name, Object value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void caseResults(List<CaseResult> results) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void constraints(List<Double> violations) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean stopRequested() {
            return false;
        }

        @Override
        public void throwIfStopped() {}
    }

    private final Trial trial = new Trial();

    private CaseReporter reporter(int planned, int batch, int resumed) {
        return new CaseReporter(trial, run -> run.score().score(), planned, batch, resumed);
    }

    private static CaseRun run(int step, Outcome outcome) {
        boolean passed = outcome == Outcome.CORRECT;
        return new CaseRun(0, 1, new CaseScore("c" + step, outcome, passed, passed ? 1 : 0, ""), SILENT);
    }

    private static void tell(CaseReporter reporter, int from, int to) {
        for (int step = from; step < to; step++) {
            reporter.onCase(step, run(step, Outcome.CORRECT));
        }
    }

    @Test
    void onCase_withABatch_reportsAtEachBatch_andLeavesTheLastForTheTell() {
        var reporter = reporter(10, 4, 0);

        tell(reporter, 0, 10);

        assertThat(trial.steps()).containsExactly(Set.of(0, 1, 2, 3), Set.of(4, 5, 6, 7));
        assertThat(trial.results()).containsExactly(4, 4);
        assertThat(reporter.left()).extracting(CaseResult::caseId).containsExactly("c8", "c9");
        assertThat(reporter.unreported()).extracting(CaseResult::caseId).containsExactly("c8", "c9");
        assertThat(trial.steps()).last().isEqualTo(Set.of(8, 9));
        assertThat(trial.results()).last().isEqualTo(0);
        assertThat(reporter.left()).isEmpty();
    }

    @Test
    void onCase_resumed_reportsAllThatWasFinishedAtOnce_thenByBatches() {
        tell(reporter(20, 4, 10), 0, 20);

        assertThat(trial.steps())
                .containsExactly(Set.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), Set.of(10, 11), Set.of(12, 13, 14, 15));
    }

    @Test
    void onCase_resumedAtTheEndOfABatch_reportsItOnce() {
        tell(reporter(12, 4, 8), 0, 11);

        assertThat(trial.steps()).containsExactly(Set.of(0, 1, 2, 3, 4, 5, 6, 7));
    }

    @Test
    void onCase_withAllFinishedBefore_reportsNothingBeforeTheTell() {
        var reporter = reporter(8, 4, 8);

        tell(reporter, 0, 8);

        assertThat(trial.reports).isEmpty();
        assertThat(reporter.unreported()).hasSize(8);
        assertThat(trial.steps()).containsExactly(Set.of(0, 1, 2, 3, 4, 5, 6, 7));
    }

    @Test
    void onCase_ofAProvidersError_hasAResultButNoPart() {
        var reporter = reporter(8, 4, 0);

        for (int step = 0; step < 4; step++) {
            reporter.onCase(step, run(step, step == 1 ? Outcome.PROVIDER_ERROR : Outcome.CORRECT));
        }

        assertThat(trial.steps()).containsExactly(Set.of(0, 2, 3));
        assertThat(trial.results()).containsExactly(4);
        assertThat(trial.reports.get(0).values()).isEqualTo(Map.of(0, one(), 2, one(), 3, one()));
    }

    private static io.asktell.api.Score one() {
        return new io.asktell.api.Score(1.0);
    }

    @Test
    void onCase_whereTheTrialIsPruned_passesItOn_andKeepsWhatWasJudged() {
        trial.prunedAt = 1;
        var reporter = reporter(12, 4, 0);
        tell(reporter, 0, 7);

        assertThatThrownBy(() -> tell(reporter, 7, 8)).isInstanceOf(PrunedException.class);

        assertThat(reporter.soFar().total()).isEqualTo(8);
        assertThat(reporter.soFar().stopped()).isTrue();
    }

    @Test
    void unreported_ofATrialPrunedAtItsLastCase_saysNothing() {
        trial.prunedAt = 0;
        var reporter = reporter(4, 4, 0);
        tell(reporter, 0, 4);

        assertThat(reporter.unreported()).hasSize(4);
    }
}
