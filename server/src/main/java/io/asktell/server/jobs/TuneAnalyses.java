package io.asktell.server.jobs;

import io.asktell.api.ParamTuneCombo;
import io.asktell.api.ParamTuneImportance;
import io.asktell.pareto.Pareto;
import io.asktell.server.problem.MalformedException;
import io.asktell.server.problem.NotFoundException;
import io.asktell.server.store.JobRow;
import io.asktell.server.study.Analyses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the studies of a tune tell together: which parameters mattered to each model, and the Pareto front over all of them. */
public final class TuneAnalyses {
    private final Analyses analyses;
    private final ComboViews views;

    public TuneAnalyses(Analyses analyses, ComboViews views) {
        this.analyses = analyses;
        this.views = views;
    }

    /** By model, as that of each study; where a study cannot tell, why not. */
    public List<ParamTuneImportance> importance(JobRow job, int objective, String method) {
        List<ParamTuneImportance> all = new ArrayList<>();
        for (int i = 0; i < job.models().size(); i++) {
            all.add(importance(job, i, objective, method));
        }
        return all;
    }

    private ParamTuneImportance importance(JobRow job, int model, int objective, String method) {
        String name = job.models().get(model);
        try {
            var found = analyses.importance(job.study(model), objective, method);
            return new ParamTuneImportance(name, method, found.shares(), null);
        } catch (MalformedException | NotFoundException e) { // too few trials, or no study yet
            return new ParamTuneImportance(name, method, Map.of(), e.getMessage());
        }
    }

    /** The combinations that no other dominates, whichever model they are of. */
    public List<ParamTuneCombo> pareto(JobRow job) {
        if (job.objectives().size() == 1) {
            throw new MalformedException(
                    "not_multi_objective",
                    "The tune has one objective, so it has no Pareto front; ask for its best combination.");
        }
        List<ParamTuneCombo> candidates = new ArrayList<>();
        List<double[]> losses = new ArrayList<>();
        for (int i = 0; i < job.models().size(); i++) {
            if (views.progress(job, i).isPresent()) {
                for (var result : analyses.pareto(job.study(i))) {
                    candidates.add(views.find(job, i, result.number()));
                    losses.add(losses(job, result.values()));
                }
            }
        }
        List<ParamTuneCombo> front = new ArrayList<>();
        for (int i : Pareto.front(losses.toArray(double[][]::new))) {
            front.add(candidates.get(i));
        }
        return front;
    }

    private static double[] losses(JobRow job, double[] values) {
        double[] losses = values.clone();
        for (int k = 0; k < losses.length; k++) {
            losses[k] = job.maximised(k) ? -losses[k] : losses[k];
        }
        return losses;
    }
}
