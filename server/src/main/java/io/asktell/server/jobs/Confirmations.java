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
import io.asktell.server.study.Enqueuing;
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
import java.util.stream.Collectors;
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
    /** Of a role, over all its trials: as many as a trial of a study has by itself. */
    private static final int MAX_ATTEMPTS = 3;

    private final Jdbi jdbi;
    private final Studies studies;
    private final Trials trials;

    public Confirmations(Jdbi jdbi, Studies studies, Trials trials) {
        this.jdbi = jdbi;
        this.studies = studies;
        this.trials = trials;
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

    /**
     * A confirmation that began.
     *
     * @param contenders what is run, by its role
     */
    record Run(Progress progress, Map<String, Contender> contenders, List<TrialView> trials) {
        long studyId() {
            return progress.ledger().studyId();
        }

        /** The trial of each role; of several the last, which is the one that did not fail, if there is one. */
        Map<String, TrialView> byRole() {
            Map<String, TrialView> byRole = new LinkedHashMap<>();
            trials.forEach(trial -> byRole.put(role(trial.params()), trial));
            return byRole;
        }

        Contender contender(TrialView trial) {
            return Objects.requireNonNull(contenders.get(role(trial.params())));
        }

        /** How often workers took trials of a role. */
        private int attempts(String role) {
            return trials.stream()
                    .filter(trial -> role(trial.params()).equals(role))
                    .mapToInt(trial -> trial.row().attempt())
                    .sum();
        }

        /** The earlier trials of the role of one. */
        List<Integer> before(int number, String role) {
            return trials.stream()
                    .filter(trial -> trial.row().number() < number
                            && role(trial.params()).equals(role))
                    .map(trial -> trial.row().number())
                    .toList();
        }
    }

    /** As it stands; empty before it began. */
    Optional<Run> read(Standing standing) {
        var ending = standing.ending();
        var job = standing.job();
        if (!ending.confirms()) {
            return Optional.empty();
        }
        try {
            var progress = studies.progress(job.confirmationStudy());
            var trials = this.trials
                    .list(job.confirmationStudy(), null, -1, TrialOrder.NUMBER, MAX_TRIALS, 0)
                    .trials();
            return Optional.of(new Run(progress, contenders(standing), trials));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private Map<String, Contender> contenders(Standing standing) {
        Map<String, Contender> contenders = new LinkedHashMap<>();
        var ending = standing.ending();
        var winner = contender(standing, Objects.requireNonNull(ending.winner()));
        contenders.put(WINNER, winner);
        if (ending.runnerUp() != null) {
            contenders.put(RUNNER_UP, contender(standing, ending.runnerUp()));
        }
        contenders.put(DEFAULTS, new Contender(null, winner.model, winner.target, Map.of()));
        return contenders;
    }

    private Contender contender(Standing standing, String comboId) {
        var combo = standing.combo(comboId);
        return new Contender(comboId, combo.model(), standing.target(combo.model()), combo.params());
    }

    /**
     * Has the roles run again whose trials failed, as often as a trial may be tried.
     *
     * @return whether there were any
     */
    boolean again(JobRow job, Run run) {
        boolean any = false;
        for (var trial : run.byRole().values()) {
            String role = role(trial.params());
            if (trial.row().state() == TrialState.FAIL && run.attempts(role) < MAX_ATTEMPTS) {
                var params = Json.mapper().createObjectNode().put(ROLE, role).toString();
                trials.enqueue(job.confirmationStudy(), new Enqueuing(trial.params(), params, "{}", false));
                any = true;
            }
        }
        return any;
    }

    /** What is missing from it for good, in words; empty if nothing is. */
    static Optional<String> missing(Run run) {
        var missing = run.byRole().values().stream()
                .filter(trial -> trial.row().state() != TrialState.COMPLETE)
                .map(trial -> "that of the " + role(trial.params()).replace('_', '-') + " failed, after "
                        + run.attempts(role(trial.params())) + " attempts: "
                        + trial.row().failReason())
                .collect(Collectors.joining("; "));
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "The confirmation is not complete, and what was evaluated counts. Of its runs, " + missing);
    }

    /** The role of a trial of the study. */
    static String role(Map<String, @Nullable Object> params) {
        return String.valueOf(params.get(ROLE));
    }

    /** What came of it so far; empty before it began. */
    public Optional<ParamTuneConfirmation> find(Standing standing) {
        String metric = standing.job().metric();
        return metric == null
                ? Optional.empty()
                : standing.confirmation()
                        .map(run -> found(run, metric, standing.ending().confirmRepeats()));
    }

    private ParamTuneConfirmation found(Run run, String metric, int repeats) {
        var trialOf = run.byRole();
        Map<String, List<CaseScore>> scores = new LinkedHashMap<>();
        Map<String, ParamTuneConfirmation.Contender> shown = new LinkedHashMap<>();
        run.contenders.forEach((role, contender) -> {
            var trial = trialOf.get(role);
            List<CaseScore> judged = trial == null
                    ? List.of()
                    : CaseResults.scores(jdbi.withExtension(
                            JobStore.class,
                            store -> store.results(run.studyId(), trial.row().number())));
            if (trial != null && trial.row().state() == TrialState.COMPLETE) {
                scores.put(role, judged);
            }
            shown.put(
                    role,
                    shown(contender, trial == null ? null : trial.row().state().name(), judged, metric));
        });
        return new ParamTuneConfirmation(
                repeats,
                metric,
                Objects.requireNonNull(shown.get(WINNER)),
                shown.get(RUNNER_UP),
                Objects.requireNonNull(shown.get(DEFAULTS)),
                versus(scores, RUNNER_UP, metric),
                versus(scores, DEFAULTS, metric));
    }

    /** Who is the best after it: the winner, unless the runner-up is significantly better. */
    String best(Standing standing) {
        var ending = standing.ending();
        boolean overturned = find(standing)
                .map(ParamTuneConfirmation::versusRunnerUp)
                .filter(versus -> versus.verdict().equals(RUNNER_UP))
                .isPresent();
        return Objects.requireNonNull(overturned ? ending.runnerUp() : ending.winner());
    }

    /** The run of the defaults as a combination, once they were run; it is none of the search's, so it has no run id. */
    public Optional<ParamTuneCombo> defaults(Standing standing) {
        return standing.confirmation().flatMap(run -> {
            var trial = run.byRole().get(DEFAULTS);
            if (trial == null || trial.row().state() != TrialState.COMPLETE) {
                return Optional.empty();
            }
            var contender = run.contender(trial);
            return Optional.of(ComboViews.confirmed(
                    standing.job(),
                    DEFAULTS,
                    contender.model,
                    contender.params,
                    standing.ending().confirmRepeats(),
                    trial));
        });
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
