package io.asktell.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.api.Json;
import io.asktell.api.ParamTuneCombo;
import io.asktell.server.jobs.ComboDetails;
import io.asktell.server.jobs.ComboOrder;
import io.asktell.server.jobs.Combos;
import io.asktell.server.jobs.Jobs;
import io.asktell.server.jobs.TuneAnalyses;
import io.asktell.server.jobs.TuneSpace;
import io.asktell.server.problem.MalformedException;
import io.asktell.server.store.JobRow;
import io.javalin.http.Context;
import java.util.List;

/** The combinations of tunes over HTTP. */
public final class ComboHandlers {
    private static final String METHOD = "fanova";

    private final Jobs jobs;
    private final Combos combos;
    private final ComboDetails details;
    private final TuneAnalyses analyses;
    private final TuneHandlers tunes;

    public ComboHandlers(Jobs jobs, Combos combos, ComboDetails details, TuneAnalyses analyses, TuneHandlers tunes) {
        this.jobs = jobs;
        this.combos = combos;
        this.details = details;
        this.analyses = analyses;
        this.tunes = tunes;
    }

    void list(Context ctx) {
        var job = jobs.find(ctx.pathParam("job_id"));
        var page = RequestReader.page(ctx);
        var model = RequestReader.query(ctx, "model").orElse(null);
        var found = combos.page(job, model, order(ctx, job), page.limit(), page.offset());
        ctx.header("X-Total-Count", Long.toString(found.total()));
        ctx.json(found.combos());
    }

    private static ComboOrder order(Context ctx, JobRow job) {
        return RequestReader.query(ctx, "order")
                .map(word -> ComboOrder.of(word, TuneSpace.names(job)))
                .orElseGet(() -> ComboOrder.best(job));
    }

    void find(Context ctx) {
        var job = jobs.find(ctx.pathParam("job_id"));
        ctx.json(details.of(new Combos.Run(job, combos.find(job, ctx.pathParam("combo_id")))));
    }

    void run(Context ctx) {
        ctx.json(details.of(combos.run(ctx.pathParam("run_id"))));
    }

    void importance(Context ctx) {
        var job = jobs.find(ctx.pathParam("job_id"));
        long target = RequestReader.queryLong(ctx, "target_idx").orElse(0L);
        var method = RequestReader.query(ctx, "method").orElse(METHOD);
        ctx.json(analyses.importance(job, (int) Math.max(-1, Math.min(target, Integer.MAX_VALUE)), method));
    }

    void pareto(Context ctx) {
        ctx.json(analyses.pareto(jobs.find(ctx.pathParam("job_id"))));
    }

    private ObjectNode export(JobRow job, List<ParamTuneCombo> all, List<ParamTuneCombo> front) {
        var export = Json.mapper().createObjectNode();
        export.set("tune", Json.mapper().valueToTree(tunes.detail(job)));
        export.set(
                "best_run",
                combos.best(job)
                        .<JsonNode>map(best -> {
                            ObjectNode run = Json.mapper().valueToTree(details.of(new Combos.Run(job, best)));
                            return run.retain("combo", "statistics");
                        })
                        .orElse(null));
        export.set("importance", Json.mapper().<JsonNode>valueToTree(analyses.importance(job, 0, METHOD)));
        if (job.objectives().size() > 1) {
            export.set("pareto", Json.mapper().<JsonNode>valueToTree(front));
        }
        export.set("combos", Json.mapper().<JsonNode>valueToTree(all));
        return export;
    }

    void export(Context ctx) {
        var job = jobs.find(ctx.pathParam("job_id"));
        String format = RequestReader.query(ctx, "format").orElse("json");
        var all = combos.all(job, ComboOrder.best(job));
        var front = job.objectives().size() == 1 ? List.<ParamTuneCombo>of() : analyses.pareto(job);
        switch (format) {
            case "json" -> ctx.json(export(job, all, front));
            case "csv" ->
                ctx.contentType("text/csv; charset=utf-8").result(TuneCsv.of(TuneSpace.names(job), all, front));
            case "html" ->
                ctx.contentType("text/html; charset=utf-8")
                        .result(TuneReport.of(export(job, all, front), TuneSpace.names(job)));
            default ->
                throw new MalformedException(
                        "malformed_query", "format is json, csv or html, but it is " + format + ".");
        }
        if (!format.equals("json")) {
            ctx.header("Content-Disposition", "attachment; filename=\"" + job.id() + "." + format + "\"");
        }
    }
}
