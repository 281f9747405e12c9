package io.asktell.server.http;

import io.asktell.api.Objectives;
import io.asktell.api.ParamCompatibility;
import io.asktell.api.ParamTuneCombo;
import io.asktell.api.ParamTuneDetail;
import io.asktell.api.ParamTuneEstimate;
import io.asktell.api.ParamTuneRequest;
import io.asktell.api.ParamTuneStarted;
import io.asktell.api.ParamTuneSummary;
import io.asktell.api.TuneWarning;
import io.asktell.server.jobs.Confirmations;
import io.asktell.server.jobs.Dispatcher;
import io.asktell.server.jobs.Estimate;
import io.asktell.server.jobs.Forecasts;
import io.asktell.server.jobs.Jobs;
import io.asktell.server.jobs.Standings;
import io.asktell.server.jobs.TuneSpace;
import io.asktell.server.jobs.Waiting;
import io.asktell.server.models.Models;
import io.asktell.server.problem.MalformedException;
import io.asktell.server.store.EndingRow;
import io.asktell.server.store.JobFilter;
import io.asktell.server.store.JobRow;
import io.asktell.server.study.Studies;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tunes over HTTP. */
public final class TuneHandlers {
    private final Jobs jobs;
    private final Dispatcher dispatcher;
    private final Standings standings;
    private final Confirmations confirmations;
    private final Models models;
    private final Forecasts forecasts;
    private final Waiting waiting;

    public TuneHandlers(
            Jobs jobs,
            Dispatcher dispatcher,
            Standings standings,
            Confirmations confirmations,
            Models models,
            Forecasts forecasts,
            Waiting waiting) {
        this.jobs = jobs;
        this.dispatcher = dispatcher;
        this.standings = standings;
        this.confirmations = confirmations;
        this.models = models;
        this.forecasts = forecasts;
        this.waiting = waiting;
    }

    void create(Context ctx) {
        var plan = jobs.create(
                RequestReader.body(ctx, ParamTuneRequest.class),
                Access.credential(ctx).id());
        dispatcher.wake();
        var job = plan.job();
        ctx.status(202)
                .json(new ParamTuneStarted(
                        job.id(), job.status(), job.totalCombos(), plan.evaluations(), warnings(job)));
    }

    void estimate(Context ctx) {
        var plan = jobs.plan(
                RequestReader.body(ctx, ParamTuneRequest.class),
                Access.credential(ctx).id());
        var job = plan.job();
        List<ParamCompatibility> compatibility = new ArrayList<>();
        for (var model : job.models()) {
            compatibility.addAll(new Estimate(model, models.config(model).schema(), job.space()).compatibility());
        }
        var forecast = forecasts.of(plan);
        ctx.json(new ParamTuneEstimate(
                job.totalCombos(),
                plan.evaluations(),
                Estimate.merged(job) * job.models().size(),
                plan.ending().confirmationEvaluations(job),
                forecast.seconds(),
                forecast.cost(),
                compatibility,
                warnings(job)));
    }

    private List<TuneWarning> warnings(JobRow job) {
        var searched = TuneSpace.names(job);
        return job.models().stream()
                .flatMap(model -> models.wasted(model, searched).stream())
                .toList();
    }

    void list(Context ctx) {
        var page = RequestReader.page(ctx);
        var found = jobs.list(filter(ctx), page.limit(), page.offset());
        ctx.header("X-Total-Count", Long.toString(found.total()));
        ctx.json(found.jobs().stream().map(this::summary).toList());
    }

    private static JobFilter filter(Context ctx) {
        return new JobFilter(
                RequestReader.query(ctx, "suite_id").orElse(null),
                RequestReader.query(ctx, "model").orElse(null),
                word(ctx, "status", "created", "queued", "running", "completed", "failed", "canceled"),
                word(ctx, "mode", "grid", "random", "bayesian", "compare"));
    }

    private static @Nullable String word(Context ctx, String name, String... known) {
        var word = RequestReader.query(ctx, name);
        if (word.isPresent() && !List.of(known).contains(word.get())) {
            throw new MalformedException(
                    "malformed_query",
                    "The query parameter " + name + " must be one of " + String.join(", ", known) + ", not "
                            + word.get() + ".");
        }
        return word.orElse(null);
    }

    void find(Context ctx) {
        ctx.json(detail(jobs.find(ctx.pathParam("job_id"))));
    }

    void delete(Context ctx) {
        jobs.delete(ctx.pathParam("job_id"));
        ctx.status(204);
    }

    void cancel(Context ctx) {
        var job = jobs.cancel(ctx.pathParam("job_id"));
        dispatcher.wake();
        ctx.json(detail(job));
    }

    private ParamTuneSummary summary(JobRow job) {
        var standing = standings.of(job);
        var best = standing.best();
        return new ParamTuneSummary(
                job.id(),
                job.status(),
                job.suiteId(),
                job.suiteName(),
                job.models(),
                job.mode(),
                new Objectives(job.objectives()),
                job.totalCombos(),
                standing.completed(),
                best.map(ParamTuneCombo::value).orElse(null),
                job.createdAt(),
                job.completedAt());
    }

    ParamTuneDetail detail(JobRow job) {
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < job.models().size(); i++) {
            names.put(job.models().get(i), job.study(i));
        }
        var standing = standings.of(job);
        var ending = standing.ending();
        var spent = standing.spent();
        var done = standing.progress();
        var waits = waiting.reason(standing);
        var best = standing.best();
        return new ParamTuneDetail(
                job.id(),
                job.status(),
                job.suiteId(),
                job.suiteVersion(),
                job.suiteName(),
                job.models(),
                names,
                Studies.json(job.space()),
                job.mode(),
                new Objectives(job.objectives()),
                job.repeats(),
                job.racing(),
                job.maxConcurrent(),
                job.timeoutSeconds(),
                job.seed(),
                job.reuseResults(),
                jobs.judge(job).orElse(null),
                ending.confirmRepeats(),
                ending.maxCalls(),
                ending.maxTokensTotal(),
                ending.maxCost(),
                job.totalCombos(),
                done.completed(),
                done.failed(),
                done.total(),
                spent.calls(),
                done.percent(),
                done.etaSeconds(),
                best.orElse(null),
                confirmations.defaults(standing).orElse(null),
                confirmations.find(standing).orElse(null),
                best.map(ParamTuneCombo::runId).orElse(null),
                waits == null ? doing(job, ending) : waits,
                ending.stopReason(),
                spent,
                jobs.judgeStatus(job).orElse(null),
                job.error(),
                job.createdAt(),
                job.startedAt(),
                job.completedAt());
    }

    private static @Nullable String doing(JobRow job, EndingRow ending) {
        if (!job.status().equals("running")) {
            return null;
        }
        return ending.confirms() ? "confirming the winner on fresh repeats" : "searching";
    }
}
