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
import io.asktell.server.jobs.Budgets;
import io.asktell.server.jobs.Combos;
import io.asktell.server.jobs.Confirmations;
import io.asktell.server.jobs.Dispatcher;
import io.asktell.server.jobs.Estimate;
import io.asktell.server.jobs.Jobs;
import io.asktell.server.jobs.TuneSpace;
import io.asktell.server.models.Models;
import io.asktell.server.problem.MalformedException;
import io.asktell.server.store.EndingRow;
import io.asktell.server.store.JobFilter;
import io.asktell.server.store.JobRow;
import io.asktell.server.study.Studies;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Tunes over HTTP. */
public final class TuneHandlers {
    private final Jobs jobs;
    private final Dispatcher dispatcher;
    private final Combos combos;
    private final Confirmations confirmations;
    private final Budgets budgets;
    private final Models models;

    public TuneHandlers(
            Jobs jobs,
            Dispatcher dispatcher,
            Combos combos,
            Confirmations confirmations,
            Budgets budgets,
            Models models) {
        this.jobs = jobs;
        this.dispatcher = dispatcher;
        this.combos = combos;
        this.confirmations = confirmations;
        this.budgets = budgets;
        this.models = models;
    }

    void create(Context ctx) {
        var plan = jobs.create(
                RequestReader.body(ctx, ParamTuneRequest.class),
                Access.credential(ctx).id());
        dispatcher.wake();
        var job = plan.job();
        long planned = (long) job.combos() * job.models().size();
        ctx.status(202).json(new ParamTuneStarted(job.id(), job.status(), planned, plan.evaluations(), warnings(job)));
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
        long planned = (long) job.combos() * job.models().size();
        ctx.json(new ParamTuneEstimate(
                planned,
                plan.evaluations(),
                Estimate.merged(job) * job.models().size(),
                plan.ending().confirmationEvaluations(job),
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
                word(ctx, "mode", "grid", "random", "bayesian"));
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
        var best = combos.best(job);
        return new ParamTuneSummary(
                job.id(),
                job.status(),
                job.suiteId(),
                job.suiteName(),
                job.models(),
                job.mode(),
                new Objectives(job.objectives()),
                (long) job.combos() * job.models().size(),
                finished(job),
                best.map(ParamTuneCombo::value).orElse(null),
                job.createdAt(),
                job.completedAt());
    }

    ParamTuneDetail detail(JobRow job) {
        Map<String, String> names = new LinkedHashMap<>();
        int completed = 0;
        int failed = 0;
        for (int i = 0; i < job.models().size(); i++) {
            names.put(job.models().get(i), job.study(i));
            var progress = combos.progress(job, i);
            if (progress.isPresent()) {
                var ledger = progress.get().ledger();
                completed += ledger.complete() + ledger.pruned();
                failed += ledger.failed();
            }
        }
        long planned = (long) job.combos() * job.models().size();
        var ending = jobs.ending(job);
        var spent = budgets.spent(job, ending);
        var best = combos.best(job);
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
                ending.confirmRepeats(),
                ending.maxCalls(),
                ending.maxTokensTotal(),
                ending.maxCost(),
                planned,
                completed,
                failed,
                new Jobs.Plan(job, ending).evaluations(),
                spent.calls(),
                eta(job, ending, completed, spent.calls(), confirmations.evaluations(job, ending)),
                best.orElse(null),
                confirmations.defaults(job, ending).orElse(null),
                confirmations.find(job, ending).orElse(null),
                best.map(ParamTuneCombo::runId).orElse(null),
                detail(job, ending),
                ending.stopReason(),
                spent,
                job.error(),
                job.createdAt(),
                job.startedAt(),
                job.completedAt());
    }

    private static @Nullable String detail(JobRow job, EndingRow ending) {
        if (!job.status().equals("running")) {
            return null;
        }
        return ending.confirms() ? "confirming the winner on fresh repeats" : "searching";
    }

    /** In combinations, of which the confirmation is some more; once it runs, nothing is left of the search. */
    private static @Nullable Double eta(
            JobRow job, EndingRow ending, int completed, long calls, OptionalLong confirmed) {
        Instant started = job.startedAt();
        if (job.ended() || started == null || completed == 0) {
            return null;
        }
        double spent = Duration.between(started, Instant.now()).toMillis() / 1e3;
        long confirming = ending.confirmationEvaluations(job);
        if (confirmed.isPresent()) {
            long done = confirmed.getAsLong();
            return Math.max(0, spent / calls * (confirming - done));
        }
        double each = (double) job.cases() * job.repeats();
        double left = (double) job.combos() * job.models().size() - completed + confirming / each;
        return Math.max(0, spent / completed * left);
    }

    private int finished(JobRow job) {
        int finished = 0;
        for (int i = 0; i < job.models().size(); i++) {
            finished += combos.progress(job, i)
                    .map(p -> p.ledger().complete() + p.ledger().pruned())
                    .orElse(0);
        }
        return finished;
    }
}
