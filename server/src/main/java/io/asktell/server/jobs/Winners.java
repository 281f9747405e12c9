package io.asktell.server.jobs;

import io.asktell.api.ParamTuneCombo;
import io.asktell.server.store.CaseResultRow;
import io.asktell.server.store.JobRow;
import io.asktell.server.store.JobStore;
import io.asktell.server.study.Studies;
import io.asktell.server.study.TrialOrder;
import io.asktell.server.study.Trials;
import io.asktell.server.tooleval.LowerBounds;
import io.asktell.server.tooleval.LowerBounds.Evaluated;
import io.asktell.server.tooleval.PairedComparison;
import io.asktell.study.TrialState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/** Orders the combinations of a tune that were evaluated in full by how good they are at least. */
public final class Winners {
    /** More than can have a better bound than one of these, unless a provider left very many cases unanswered. */
    private static final int CANDIDATES = 20;
    /** Bounds that differ by less are the same, computed in another order. */
    private static final double GRAIN = 1e9;

    private final Studies studies;
    private final Trials trials;

    public Winners(Studies studies, Trials trials) {
        this.studies = studies;
        this.trials = trials;
    }

    private record Ranked(ParamTuneCombo combo, double value, long bound) {}

    /** The best first; those of a tune with another objective than score or pass_rate have no order. */
    List<ParamTuneCombo> of(JobRow job, Handle handle) {
        String metric = job.metric();
        if (metric == null) {
            return List.of();
        }
        var store = handle.attach(JobStore.class);
        var combos = candidates(job);
        List<Evaluated> evaluated = new ArrayList<>();
        for (var combo : combos) {
            long study = studies.progress(Objects.requireNonNull(combo.studyName()))
                    .ledger()
                    .studyId();
            var results = store.results(study, Objects.requireNonNull(combo.trialId()));
            evaluated.add(new Evaluated(value(combo), cases(results, metric)));
        }
        var bounds = metric.equals("score") ? LowerBounds.ofScores(evaluated) : LowerBounds.ofPassRates(evaluated);
        List<Ranked> ranked = new ArrayList<>();
        for (int i = 0; i < combos.size(); i++) {
            ranked.add(new Ranked(combos.get(i), value(combos.get(i)), Math.round(bounds.get(i) * GRAIN)));
        }
        ranked.sort(Comparator.comparingLong(Ranked::bound)
                .thenComparingDouble(Ranked::value)
                .reversed());
        return ranked.stream().map(Ranked::combo).toList();
    }

    /** Those with the best means, the best first. */
    private List<ParamTuneCombo> candidates(JobRow job) {
        List<ParamTuneCombo> combos = new ArrayList<>();
        for (int i = 0; i < job.models().size(); i++) {
            int model = i;
            trials.list(job.study(i), TrialState.COMPLETE, -1, TrialOrder.VALUE_DESCENDING, CANDIDATES, 0)
                    .trials()
                    .forEach(trial -> combos.add(ComboViews.of(job, model, trial)));
        }
        combos.sort(Comparator.comparingDouble(Winners::value).reversed());
        return combos.subList(0, Math.min(CANDIDATES, combos.size()));
    }

    private static double value(ParamTuneCombo combo) {
        return Objects.requireNonNull(combo.value()).toArray()[0];
    }

    private static Map<String, Double> cases(List<CaseResultRow> results, String metric) {
        Map<String, Double> cases = new HashMap<>();
        PairedComparison.sides(CaseResults.scores(results)).forEach((id, side) -> cases.put(id, side.of(metric)));
        return cases;
    }
}
