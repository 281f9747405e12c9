package io.asktell.server.jobs;

import io.asktell.api.ParamTuneCombo;
import io.asktell.server.problem.ConflictException;
import io.asktell.server.problem.NotFoundException;
import io.asktell.server.store.CaseResultRow;
import io.asktell.server.store.JobRow;
import io.asktell.server.store.JobStore;
import io.asktell.server.study.Progress;
import io.asktell.server.study.Studies;
import io.asktell.server.study.TrialOrder;
import io.asktell.server.study.Trials;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Finds combinations of tunes: each is a trial of the study of one of the tune's models. Its id is the model's number and the trial's, {@code
 * 0-17}; its run's id has the tune's before that.
 */
public final class Combos {
    /** As many as a job has at most. */
    private static final int MAX_COMBOS = 32 * 100_000;

    private static final int CHUNK = 1000;
    private static final Pattern ID = Pattern.compile("(\\d{1,2})-(\\d{1,9})");
    private static final Pattern RUN_ID = Pattern.compile("([a-z0-9]{1,64})-(\\d{1,2}-\\d{1,9})");

    private final Jdbi jdbi;
    private final Jobs jobs;
    private final Standings standings;
    private final Studies studies;
    private final Trials trials;
    private final ComboViews views;

    public Combos(Jdbi jdbi, Jobs jobs, Standings standings, Studies studies, Trials trials, ComboViews views) {
        this.jdbi = jdbi;
        this.jobs = jobs;
        this.standings = standings;
        this.studies = studies;
        this.trials = trials;
        this.views = views;
    }

    /** A page of combinations and how many there are. */
    public record Page(List<ParamTuneCombo> combos, long total) {}

    /** A combination and the tune it is of. */
    public record Run(JobRow job, ParamTuneCombo combo) {}

    public Optional<Progress> progress(JobRow job, int model) {
        return views.progress(job, model);
    }

    public Optional<ParamTuneCombo> best(JobRow job) {
        return standings.of(job).best();
    }

    /** The combination of this id; of none, the best one. */
    public Run run(JobRow job, @Nullable String comboId) {
        return new Run(
                job,
                comboId != null
                        ? find(job, comboId)
                        : best(job)
                                .orElseThrow(() -> new ConflictException(
                                        "no_completed_trials",
                                        "The tune has no combination that was evaluated in full.")));
    }

    /** The run of this id, of whichever tune. */
    public Run run(String runId) {
        var parts = RUN_ID.matcher(runId);
        if (parts.matches()) {
            try {
                var job = jobs.find(parts.group(1));
                return new Run(job, find(job, parts.group(2)));
            } catch (NotFoundException e) {
                throw runNotFound(runId);
            }
        }
        throw runNotFound(runId);
    }

    public ParamTuneCombo find(JobRow job, String comboId) {
        var parts = ID.matcher(comboId);
        if (parts.matches()) {
            int model = Integer.parseInt(parts.group(1));
            int number = Integer.parseInt(parts.group(2));
            if (model < job.models().size()) {
                try {
                    return views.find(job, model, number);
                } catch (NotFoundException e) {
                    throw comboNotFound(comboId);
                }
            }
        }
        throw comboNotFound(comboId);
    }

    /** What came of the cases of a combination. */
    public List<CaseResultRow> results(Run run) {
        var name = run.combo().studyName();
        var number = run.combo().trialId();
        if (name == null || number == null) {
            return List.of();
        }
        long study = studies.progress(name).ledger().studyId();
        return jdbi.withExtension(JobStore.class, store -> store.results(study, number));
    }

    /**
     * A part of the combinations, ordered.
     *
     * @param model whose combinations; absent for those of all models
     */
    public Page page(JobRow job, @Nullable String model, ComboOrder order, int limit, long offset) {
        int wanted = (int) Math.min(offset, MAX_COMBOS) + limit;
        List<ParamTuneCombo> combos = new ArrayList<>();
        long total = 0;
        for (int i = 0; i < job.models().size(); i++) {
            boolean asked = model == null || model.equals(job.models().get(i));
            if (asked && progress(job, i).isPresent()) {
                total += add(job, i, order, wanted, combos);
            }
        }
        combos.sort(order.comparator());
        return new Page(combos.stream().skip(offset).limit(limit).toList(), total);
    }

    /** All combinations, ordered. */
    public List<ParamTuneCombo> all(JobRow job, ComboOrder order) {
        return page(job, null, order, MAX_COMBOS, 0).combos();
    }

    /** Adds the first ones of a model, or all where only we know the order; answers how many there are. */
    private long add(JobRow job, int model, ComboOrder order, int wanted, List<ParamTuneCombo> combos) {
        int most = order.byValue() ? wanted : MAX_COMBOS;
        var trialOrder = !order.byValue()
                ? TrialOrder.NUMBER
                : job.maximised(0) ? TrialOrder.VALUE_DESCENDING : TrialOrder.VALUE;
        for (int from = 0; ; from += CHUNK) {
            int limit = Math.min(CHUNK, most - from);
            var found = trials.list(job.study(model), null, -1, trialOrder, limit, from);
            found.trials().forEach(trial -> combos.add(ComboViews.of(job, model, trial)));
            if (found.trials().size() < limit || from + limit >= most) {
                return found.total();
            }
        }
    }

    private static NotFoundException comboNotFound(String id) {
        return new NotFoundException("combo_not_found", "The tune has no combination " + id + ".");
    }

    private static NotFoundException runNotFound(String id) {
        return new NotFoundException("run_not_found", "There is no run " + id + ".");
    }
}
