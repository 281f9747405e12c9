package io.asktell.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.Json;
import io.asktell.server.jobs.ComboDetails;
import io.asktell.server.jobs.ComboOrder;
import io.asktell.server.jobs.Combos;
import io.asktell.server.jobs.Jobs;
import io.asktell.server.jobs.TuneSpace;
import io.asktell.server.problem.MalformedException;
import io.asktell.server.store.JobRow;
import io.javalin.http.Context;

/** The combinations of tunes over HTTP. */
public final class ComboHandlers {
    private final Jobs jobs;
    private final Combos combos;
    private final ComboDetails details;
    private final TuneHandlers tunes;

    public ComboHandlers(Jobs jobs, Combos combos, ComboDetails details, TuneHandlers tunes) {
        this.jobs = jobs;
        this.combos = combos;
        this.details = details;
        this.tunes = tunes;
    }

    void list(Context ctx) {
        var job = jobs.find(ctx.pathParam("job_id"));
        var page = RequestReader.page(ctx);
        var found = combos.page(job, order(ctx, job), page.limit(), page.offset());
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

    void export(Context ctx) {
        var job = jobs.find(ctx.pathParam("job_id"));
        String format = RequestReader.query(ctx, "format").orElse("json");
        var tune = tunes.detail(job);
        var all = combos.all(job, ComboOrder.best(job));
        switch (format) {
            case "json" -> {
                var export = Json.mapper().createObjectNode();
                export.set("tune", Json.mapper().valueToTree(tune));
                export.set("combos", Json.mapper().<JsonNode>valueToTree(all));
                ctx.json(export);
            }
            case "csv" -> ctx.contentType("text/csv; charset=utf-8").result(TuneCsv.of(TuneSpace.names(job), all));
            case "html" ->
                ctx.contentType("text/html; charset=utf-8").result(TuneReport.of(tune, TuneSpace.names(job), all));
            default ->
                throw new MalformedException(
                        "malformed_query", "format is json, csv or html, but it is " + format + ".");
        }
        if (!format.equals("json")) {
            ctx.header("Content-Disposition", "attachment; filename=\"" + job.id() + "." + format + "\"");
        }
    }
}
