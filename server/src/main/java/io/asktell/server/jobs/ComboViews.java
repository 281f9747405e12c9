package io.asktell.server.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.ParamTuneCombo;
import io.asktell.api.Scores;
import io.asktell.server.problem.NotFoundException;
import io.asktell.server.store.JobRow;
import io.asktell.server.store.LedgerRow;
import io.asktell.server.study.Attributes;
import io.asktell.server.study.Progress;
import io.asktell.server.study.Studies;
import io.asktell.server.study.TrialView;
import io.asktell.server.study.Trials;
import java.util.ArrayList;
import java.util.List;
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

    /** Those of the models that have a study. */
    List<LedgerRow> ledgers(JobRow job) {
        List<LedgerRow> ledgers = new ArrayList<>();
        for (int i = 0; i < job.models().size(); i++) {
            progress(job, i).map(Progress::ledger).ifPresent(ledgers::add);
        }
        return ledgers;
    }

    public ParamTuneCombo find(JobRow job, int model, int number) {
        return of(job, model, trials.find(job.study(model), number));
    }

    /** The best combination over all models, by the first objective. */
    public Optional<ParamTuneCombo> best(JobRow job) {
        int model = -1;
        double value = Double.NaN;
        int number = -1;
        for (int i = 0; i < job.models().size(); i++) {
            var ledger = progress(job, i).map(Progress::ledger).orElse(null);
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
        return model < 0 ? Optional.empty() : Optional.of(find(job, model, number));
    }

    /** Whether a value of the first objective is better than another. */
    static boolean better(JobRow job, double value, double than) {
        return job.maximised(0) ? value > than : value < than;
    }

    public static ParamTuneCombo of(JobRow job, int model, TrialView trial) {
        var row = trial.row();
        var attrs = Attributes.read(row.userAttrs());
        List<JsonNode> adjustments = new ArrayList<>();
        if (attrs.get("adjustments") != null) {
            attrs.get("adjustments").forEach(adjustments::add);
        }
        String id = model + "-" + row.number();
        double[] values = row.values();
        return new ParamTuneCombo(
                id,
                job.models().get(model),
                job.study(model),
                row.number(),
                trial.params(),
                row.state().name(),
                values == null ? null : Scores.of(values),
                number(attrs.get("score")),
                whole(attrs.get("passed")),
                whole(attrs.get("evaluated")),
                job.cases() * job.repeats(),
                number(attrs.get("latency_ms")),
                attrs.get("total_tokens") == null
                        ? null
                        : Long.valueOf(attrs.get("total_tokens").asLong()),
                number(attrs.get("cost")),
                adjustments,
                job.id() + "-" + id,
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
