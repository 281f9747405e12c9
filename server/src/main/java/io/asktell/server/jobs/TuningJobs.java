package io.asktell.server.jobs;

import io.asktell.api.Json;
import io.asktell.api.ParamTuneCombo;
import io.asktell.api.Score;
import io.asktell.api.TuningArtifacts;
import io.asktell.api.TuningJobRequest;
import io.asktell.api.TuningJobResponse;
import io.asktell.api.TuningTrial;
import io.asktell.server.problem.NotFoundException;
import io.asktell.server.store.JobRow;
import io.asktell.server.store.TuningRow;
import io.asktell.server.store.TuningStore;
import io.asktell.server.study.Studies;
import io.asktell.server.study.TrialOrder;
import io.asktell.server.study.Trials;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Tuning jobs: made, then started, and from then on driven like any other job. One on a suite is a tune; one on another dataset is
 * evaluated by outside workers, who alone know how.
 */
public final class TuningJobs {
    private static final int MAX_TRIALS = 1000;

    private final Jdbi jdbi;
    private final Jobs jobs;
    private final Studies studies;
    private final Trials trials;
    private final ComboViews views;
    private final Standings standings;
    private final Waiting waiting;
    private final ArtifactFolders folders;
    private final TuningRequests requests;

    public TuningJobs(
            Jdbi jdbi,
            Jobs jobs,
            Studies studies,
            Trials trials,
            TuneInputs inputs,
            Standings standings,
            Waiting waiting,
            ArtifactFolders folders) {
        this.jdbi = jdbi;
        this.jobs = jobs;
        this.studies = studies;
        this.trials = trials;
        this.views = new ComboViews(studies, trials);
        this.standings = standings;
        this.waiting = waiting;
        this.folders = folders;
        this.requests = new TuningRequests(studies, inputs);
        jobs.whenEnded(this::ended);
    }

    /** A page of jobs, the newest first, and how many there are. */
    public record Page(List<TuningJobResponse> jobs, long total) {}

    public TuningJobResponse create(TuningJobRequest request, @Nullable String credential) {
        var rows = requests.rows(request, credential);
        jobs.add(rows.job(), handle -> handle.attach(TuningStore.class).add(rows.tuning()));
        artifacts(rows.job().id());
        return find(rows.job().id());
    }

    public TuningJobResponse find(String id) {
        var row = known(id);
        return response(jobs.find(id), row, true);
    }

    public Page list(int limit, long offset) {
        return jdbi.withExtension(
                TuningStore.class,
                store -> new Page(
                        store.page(limit, offset).stream()
                                .map(row -> response(jobs.find(row.jobId()), row, false))
                                .toList(),
                        store.count()));
    }

    /** Starts a job that was made, or goes on with one that failed. */
    public TuningJobResponse start(String id) {
        int maxFailures = find(id).maxFailures();
        jobs.start(jobs.find(id), maxFailures);
        return find(id);
    }

    public TuningJobResponse cancel(String id) {
        find(id);
        jobs.cancel(id);
        return find(id);
    }

    /** The job's artifacts; its folder has them too, from now on. */
    public TuningArtifacts artifacts(String id) {
        var tuning = known(id);
        var job = jobs.find(id);
        var summary = response(job, tuning, true);
        var request = Studies.json(tuning.request());
        var resolved = Json.mapper().createObjectNode();
        resolved.set("search_space", studies.space(TuneRequests.study(job, 0, 0)));
        resolved.put("sampler", job.sampler()).put("pruner", job.pruner()).put("seed", job.seed());
        resolved.put("metric", job.objectives().get(0))
                .put("direction", job.directions().get(0));
        resolved.put("num_samples", job.combos()).put("max_concurrent_trials", job.maxConcurrent());
        resolved.put("max_failures", tuning.maxFailures()).put("mode", tuning.mode());
        resolved.put("dataset_key", tuning.datasetKey());
        if (job.kind().equals("tool_eval")) {
            resolved.put("suite_version", job.suiteVersion());
        }
        resolved.put("base_model_id", job.models().get(0)).put("study_name", job.study(0));
        var files = folders.write(id, request, resolved, Json.mapper().valueToTree(summary));
        return new TuningArtifacts(id, folders.nameOf(id), files, request, resolved, summary);
    }

    private void ended(String id) {
        if (row(id).isPresent()) {
            artifacts(id);
        }
    }

    private TuningRow known(String id) {
        return row(id).orElseThrow(() -> new NotFoundException("job_not_found", "There is no tuning job " + id + "."));
    }

    private Optional<TuningRow> row(String id) {
        return jdbi.withExtension(TuningStore.class, store -> store.find(id));
    }

    private TuningJobResponse response(JobRow job, TuningRow row, boolean withTrials) {
        var standing = standings.of(job);
        var best = standing.best();
        return new TuningJobResponse(
                job.id(),
                row.name(),
                job.status(),
                row.datasetKey(),
                row.baseModelId(),
                row.metricName(),
                row.metricMode(),
                row.numSamples(),
                job.maxConcurrent(),
                row.maxFailures(),
                row.mode(),
                job.sampler(),
                job.pruner(),
                job.seed(),
                Studies.json(job.space()),
                job.study(0),
                best.map(ParamTuneCombo::runId).orElse(null),
                best.map(ParamTuneCombo::params).orElse(null),
                best.map(TuningJobs::value).orElse(null),
                job.error(),
                waiting.reason(standing),
                job.createdAt(),
                job.startedAt(),
                job.completedAt(),
                withTrials ? trials(job) : null);
    }

    private List<TuningTrial> trials(JobRow job) {
        if (views.progress(job, 0).isEmpty()) {
            return List.of();
        }
        return trials.list(job.study(0), null, -1, TrialOrder.NUMBER, MAX_TRIALS, 0).trials().stream()
                .map(trial -> {
                    var combo = ComboViews.of(job, 0, trial);
                    return new TuningTrial(
                            combo.comboId(),
                            job.id() + "-" + combo.comboId(),
                            combo.params(),
                            combo.status().equals("COMPLETE") ? value(combo) : null,
                            combo.status(),
                            combo.error(),
                            trial.row().createdAt(),
                            combo.completedAt());
                })
                .toList();
    }

    private static @Nullable Score value(ParamTuneCombo combo) {
        var value = combo.value();
        return value == null ? null : value.values().get(0);
    }
}
