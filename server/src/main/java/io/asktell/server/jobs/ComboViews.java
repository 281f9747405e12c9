package io.asktell.server.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.ParamTuneCombo;
import io.asktell.api.Scores;
import io.asktell.server.problem.NotFoundException;
import io.asktell.server.store.JobRow;
import io.asktell.server.study.Attributes;
import io.asktell.server.study.Progress;
import io.asktell.server.study.Studies;
import io.asktell.server.study.TrialView;
import io.asktell.server.study.Trials;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The combinations of jobs: the trials of their studies, as people see them. */
public final class ComboViews {
    private final Studies studies;
    private final Trials trials;

    public ComboViews(Studies studies, Trials trials) {
        this.studies = studies;
        this.trials = trials;
    }

    /** How far one model is; a study that was not made yet, or was deleted, has no progress. */
    public Optional<Progress> progress(JobRow job, int model) {
        try {
            return Optional.of(studies.progress(job.study(model)));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    public ParamTuneCombo find(JobRow job, int model, int number) {
        return of(job, model, trials.find(job.study(model), number));
    }

    /** The best combination so far over all models, by the first objective. */
    private Optional<ParamTuneCombo> leading(Standing standing) {
        var job = standing.job();
        int model = -1;
        double value = Double.NaN;
        int number = -1;
        for (int i = 0; i < job.models().size(); i++) {
            var ledger = standing.search().get(i).map(Progress::ledger).orElse(null);
            double[] values = ledger == null ? null : ledger.bestValues();
            if (ledger == null || values == null || ledger.bestNumber() == null) {
                continue;
            }
            if (model < 0 || better(job, values[0], value)) {
                model = i;
                value = values[0];
                number = ledger.bestNumber();
            }
        }
        return model < 0 ? Optional.empty() : Optional.of(standing.combo(model + "-" + number));
    }

    /** Whether a value of the first objective is better than another. */
    static boolean better(JobRow job, double value, double than) {
        return job.maximised(0) ? value > than : value < than;
    }

    /** The combination of an id as {@code 0-17}. */
    ParamTuneCombo find(JobRow job, String comboId) {
        int dash = comboId.indexOf('-');
        return find(job, Integer.parseInt(comboId.substring(0, dash)), Integer.parseInt(comboId.substring(dash + 1)));
    }

    /** The best combination: of a tune whose search is over, the one that won; else the one that leads. */
    Optional<ParamTuneCombo> best(Standing standing) {
        String best = standing.ending().best();
        try {
            return best == null ? leading(standing) : Optional.of(standing.combo(best));
        } catch (NotFoundException e) {
            return Optional.empty(); // its study was deleted
        }
    }

    public static ParamTuneCombo of(JobRow job, int model, TrialView trial) {
        String id = model + "-" + trial.row().number();
        return of(job, id, job.models().get(model), trial.params(), job.repeats(), trial, job.id() + "-" + id);
    }

    /** A run of a confirmation, whose trial has a role in place of parameters. */
    static ParamTuneCombo confirmed(
            JobRow job, String id, String model, Map<String, @Nullable Object> params, int repeats, TrialView trial) {
        return of(job, id, model, params, repeats, trial, null);
    }

    private static ParamTuneCombo of(
            JobRow job,
            String id,
            String model,
            Map<String, @Nullable Object> params,
            int repeats,
            TrialView trial,
            @Nullable String runId) {
        var row = trial.row();
        var attrs = Attributes.read(row.userAttrs());
        List<JsonNode> adjustments = new ArrayList<>();
        if (attrs.get("adjustments") != null) {
            attrs.get("adjustments").forEach(adjustments::add);
        }
        double[] values = row.values();
        return new ParamTuneCombo(
                id,
                model,
                trial.study(),
                row.number(),
                params,
                row.state().name(),
                values == null ? null : Scores.of(values),
                number(attrs.get("score")),
                whole(attrs.get("passed")),
                whole(attrs.get("evaluated")),
                job.cases() * repeats,
                whole(attrs.get("reused")),
                attrs.get("same_as") == null ? null : attrs.get("same_as").asText(),
                number(attrs.get("latency_ms")),
                attrs.get("total_tokens") == null
                        ? null
                        : Long.valueOf(attrs.get("total_tokens").asLong()),
                number(attrs.get("cost")),
                adjustments,
                runId,
                row.failReason(),
                row.startedAt(),
                row.finishedAt());
    }

    private static @Nullable Double number(@Nullable JsonNode node) {
        return node == null || !node.isNumber() ? null : Double.valueOf(node.doubleValue());
    }

    private static int whole(@Nullable JsonNode node) {
        return node == null ? 0 : node.asInt();
    }
}
