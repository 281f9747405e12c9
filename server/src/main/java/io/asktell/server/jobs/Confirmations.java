package io.asktell.server.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.AssignedModel;
import io.asktell.api.Json;
import io.asktell.api.ParamTuneCombo;
import io.asktell.api.ParamTuneConfirmation;
import io.asktell.api.ParamTuneConfirmation.Versus;
import io.asktell.server.problem.NotFoundException;
import io.asktell.server.store.EndingRow;
import io.asktell.server.store.JobRow;
import io.asktell.server.store.JobStore;
import io.asktell.server.study.Progress;
import io.asktell.server.study.Studies;
import io.asktell.server.study.TrialOrder;
import io.asktell.server.study.TrialView;
import io.asktell.server.study.Trials;
import io.asktell.server.tooleval.PairedComparison;
import io.asktell.server.tooleval.PairedDifference;
import io.asktell.study.TrialState;
import io.asktell.tooleval.CaseScore;
import io.asktell.tooleval.SuiteStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Confirms winners: the winner of a tune's search, the runner-up and the defaults of the winner's model are run afresh, as the trials of
 * a study of their own, so that they are no part of what the samplers learn from and are given out, told and lost like any other trial.
 */
public final class Confirmations {
    static final String WINNER = "winner";
    static final String RUNNER_UP = "runner_up";
    static final String DEFAULTS = "defaults";

    private static final String ROLE = "role";
    private static final int MAX_TRIALS = 100;

    private final Jdbi jdbi;
    private final Studies studies;
    private final Trials trials;
    private final ComboViews views;
    private final TuneInputs inputs;

    public Confirmations(Jdbi jdbi, Studies studies, Trials trials, ComboViews views, TuneInputs inputs) {
        this.jdbi = jdbi;
        this.studies = studies;
        this.trials = trials;
        this.views = views;
        this.inputs = inputs;
    }

    /**
     * One of those that are run.
     *
     * @param comboId absent for the defaults
     * @param target how it is reached; absent when the model is no longer registered
     */
    record Contender(
            @Nullable String comboId,
            String model,
            @Nullable AssignedModel target,
            Map<String, @Nullable Object> params) {}

    /** Makes the study; the same twice is harmless. */
    void open(JobRow job, EndingRow ending) {
        var role = Json.mapper().createObjectNode().put("type", "categorical");
        var choices = role.putArray("choices");
        roles(ending).forEach(choices::add);
        var space = Json.mapper().createObjectNode();
        space.set(ROLE, role);
        studies.create(TuneRequests.study(
                job.confirmationStudy(),
                space,
                "grid",
                job.objectives(),
                job.directions(),
                TuneRequests.NO_PRUNER,
                job.seed(),
                choices.size()));
    }

    private static List<String> roles(EndingRow ending) {
        return ending.runnerUp() == null ? List.of(WINNER, DEFAULTS) : List.of(WINNER, RUNNER_UP, DEFAULTS);
    }

    /** How far it is; empty before it began. */
    Optional<Progress> progress(JobRow job, EndingRow ending) {
        if (!ending.confirms()) {
            return Optional.empty();
        }
        try {
            return Optional.of(studies.progress(job.confirmationStudy()));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /** How many cases were evaluated for it; empty before it began. */
    public OptionalLong evaluations(JobRow job, EndingRow ending) {
        return progress(job, ending)
                .map(p -> OptionalLong.of(jdbi.withExtension(
                        JobStore.class, store -> store.resultCount(p.ledger().studyId()))))
                .orElseGet(OptionalLong::empty);
    }

    /** What is run, by its role. */
    Map<String, Contender> contenders(JobRow job, EndingRow ending) {
        Map<String, Contender> contenders = new LinkedHashMap<>();
        var winner = contender(job, Objects.requireNonNull(ending.winner()));
        contenders.put(WINNER, winner);
        if (ending.runnerUp() != null) {
            contenders.put(RUNNER_UP, contender(job, ending.runnerUp()));
        }
        contenders.put(DEFAULTS, new Contender(null, winner.model, winner.target, Map.of()));
        return contenders;
    }

    private Contender contender(JobRow job, String comboId) {
        var combo = views.find(job, comboId);
        return new Contender(comboId, combo.model(), inputs.model(combo.model()).orElse(null), combo.params());
    }

    /** The role of a trial of the study. */
    static String role(Map<String, @Nullable Object> params) {
        return String.valueOf(params.get(ROLE));
    }

    /** What came of it so far; empty before it began. */
    public Optional<ParamTuneConfirmation> find(JobRow job, EndingRow ending) {
        String metric = job.metric();
        var progress = progress(job, ending);
        if (progress.isEmpty() || metric == null) {
            return Optional.empty();
        }
        long study = progress.get().ledger().studyId();
        var runs = runs(job);
        var contenders = contenders(job, ending);
        Map<String, List<CaseScore>> scores = new LinkedHashMap<>();
        Map<String, ParamTuneConfirmation.Contender> shown = new LinkedHashMap<>();
        contenders.forEach((role, contender) -> {
            var run = runs.get(role);
            List<CaseScore> judged = run == null
                    ? List.of()
                    : CaseResults.scores(jdbi.withExtension(
                            JobStore.class,
                            store -> store.results(study, run.row().number())));
            if (run != null && run.row().state() == TrialState.COMPLETE) {
                scores.put(role, judged);
            }
            shown.put(
                    role,
                    shown(contender, run == null ? null : run.row().state().name(), judged, metric));
        });
        return Optional.of(new ParamTuneConfirmation(
                ending.confirmRepeats(),
                metric,
                Objects.requireNonNull(shown.get(WINNER)),
                shown.get(RUNNER_UP),
                Objects.requireNonNull(shown.get(DEFAULTS)),
                versus(scores, RUNNER_UP, metric),
                versus(scores, DEFAULTS, metric)));
    }

    /** Who is the best after it: the winner, unless the runner-up is significantly better. */
    String best(JobRow job, EndingRow ending) {
        boolean overturned = find(job, ending)
                .map(ParamTuneConfirmation::versusRunnerUp)
                .filter(versus -> versus.verdict().equals(RUNNER_UP))
                .isPresent();
        return Objects.requireNonNull(overturned ? ending.runnerUp() : ending.winner());
    }

    /** The run of the defaults as a combination, once they were run; it is none of the search's, so it has no run id. */
    public Optional<ParamTuneCombo> defaults(JobRow job, EndingRow ending) {
        var run = progress(job, ending).isEmpty() ? null : runs(job).get(DEFAULTS);
        if (run == null || run.row().state() != TrialState.COMPLETE) {
            return Optional.empty();
        }
        var contender = Objects.requireNonNull(contenders(job, ending).get(DEFAULTS));
        return Optional.of(
                ComboViews.confirmed(job, DEFAULTS, contender.model, contender.params, ending.confirmRepeats(), run));
    }

    /** The trial of each role; of several the complete one, which comes after those that failed. */
    private Map<String, TrialView> runs(JobRow job) {
        Map<String, TrialView> runs = new LinkedHashMap<>();
        all(job).forEach(trial -> runs.put(role(trial.params()), trial));
        return runs;
    }

    List<TrialView> all(JobRow job) {
        return trials.list(job.confirmationStudy(), null, -1, TrialOrder.NUMBER, MAX_TRIALS, 0)
                .trials();
    }

    private static ParamTuneConfirmation.Contender shown(
            Contender contender, @Nullable String status, List<CaseScore> judged, String metric) {
        double[] values = PairedComparison.sides(judged).values().stream()
                .mapToDouble(side -> side.of(metric))
                .toArray();
        var students = PairedDifference.of(values);
        JsonNode interval = null;
        if (metric.equals("pass_rate") && values.length > 0) {
            var wilson = SuiteStatistics.wilson(students.mean(), values.length, SuiteStatistics.Z95);
            interval = interval(wilson.low(), wilson.high());
        } else if (values.length > 1) {
            interval = interval(Math.max(0, students.low()), Math.min(1, students.high()));
        }
        return new ParamTuneConfirmation.Contender(
                contender.comboId,
                contender.model,
                contender.params,
                status,
                values.length,
                values.length == 0 ? null : Double.valueOf(students.mean()),
                interval);
    }

    private static @Nullable Versus versus(Map<String, List<CaseScore>> scores, String other, String metric) {
        var winner = scores.get(WINNER);
        var rival = scores.get(other);
        if (winner == null || rival == null) {
            return null;
        }
        var comparison = PairedComparison.of(rival, winner);
        if (comparison.cases().isEmpty()) {
            return null;
        }
        boolean passing = metric.equals("pass_rate");
        var difference = passing ? comparison.passRate() : comparison.score();
        var paired = difference.paired();
        return new Versus(
                paired.cases(),
                paired.mean(),
                paired.cases() < 2 ? null : interval(paired.low(), paired.high()),
                passing ? "mcnemar" : "wilcoxon",
                difference.pValue(),
                switch (difference.verdict()) {
                    case BETTER -> WINNER;
                    case WORSE -> other;
                    case NO_SIGNIFICANT_DIFFERENCE -> "no significant difference";
                });
    }

    private static JsonNode interval(double low, double high) {
        return Json.mapper().createArrayNode().add(low).add(high);
    }
}
