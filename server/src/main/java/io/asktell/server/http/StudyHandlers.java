package io.asktell.server.http;

import io.asktell.api.BestResponse;
import io.asktell.api.CreateStudyRequest;
import io.asktell.api.Directions;
import io.asktell.api.ImportanceResponse;
import io.asktell.api.ParetoItem;
import io.asktell.api.PatchStudyRequest;
import io.asktell.api.Scores;
import io.asktell.api.StudyResponse;
import io.asktell.api.StudySummary;
import io.asktell.server.problem.MalformedException;
import io.asktell.server.store.StudySummaryRow;
import io.asktell.server.study.Analyses;
import io.asktell.server.study.Attributes;
import io.asktell.server.study.Studies;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Studies and what they tell, over HTTP. */
public final class StudyHandlers {
    private static final Set<String> ORDERS = Set.of("created", "-created", "name", "-name", "trials", "-trials");

    private final Studies studies;
    private final Analyses analyses;

    public StudyHandlers(Studies studies, Analyses analyses) {
        this.studies = studies;
        this.analyses = analyses;
    }

    void create(Context ctx) {
        var made = studies.create(RequestReader.body(ctx, CreateStudyRequest.class));
        ctx.status(made.created() ? 201 : 200).json(response(made.study()));
    }

    void list(Context ctx) {
        var page = RequestReader.page(ctx);
        var status = RequestReader.query(ctx, "status").orElse(null);
        if (status != null && !Set.of("active", "paused", "stopped").contains(status)) {
            throw new MalformedException(
                    "malformed_query", "status is active, paused or stopped, but it is " + status + ".");
        }
        var order = RequestReader.query(ctx, "order").orElse("created");
        if (!ORDERS.contains(order)) {
            throw new MalformedException(
                    "malformed_query",
                    "order is created, name or trials, with - before it for the other way round, but it is " + order
                            + ".");
        }
        var found = studies.list(
                RequestReader.query(ctx, "name_contains").orElse(null), status, order, page.limit(), page.offset());
        ctx.header("X-Total-Count", Long.toString(found.total()));
        ctx.json(found.studies().stream().map(StudyHandlers::summary).toList());
    }

    private static StudySummary summary(StudySummaryRow row) {
        return new StudySummary(
                row.id(),
                row.name(),
                new Directions(row.directions()),
                row.nextNumber(),
                scores(row.bestValues()),
                row.firstStarted(),
                row.status(),
                row.sampler(),
                row.maxTrials(),
                counts(row.waiting(), row.running(), row.complete(), row.pruned(), row.failed()));
    }

    private static Map<String, Integer> counts(int waiting, int running, int complete, int pruned, int failed) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("WAITING", waiting);
        counts.put("RUNNING", running);
        counts.put("COMPLETE", complete);
        counts.put("PRUNED", pruned);
        counts.put("FAIL", failed);
        return counts;
    }

    void find(Context ctx) {
        ctx.json(response(studies.find(ctx.pathParam("name"))));
    }

    void patch(Context ctx) {
        ctx.json(response(studies.patch(ctx.pathParam("name"), RequestReader.body(ctx, PatchStudyRequest.class))));
    }

    void delete(Context ctx) {
        studies.delete(ctx.pathParam("name"));
        ctx.status(204);
    }

    void best(Context ctx) {
        var best = analyses.best(ctx.pathParam("name"));
        ctx.json(new BestResponse(best.params(), Scores.of(best.values()), best.number()));
    }

    void pareto(Context ctx) {
        ctx.json(analyses.pareto(ctx.pathParam("name")).stream()
                .map(result -> new ParetoItem(
                        result.number(), Scores.of(result.values()).values(), result.params()))
                .toList());
    }

    void importance(Context ctx) {
        long target = RequestReader.queryLong(ctx, "target_idx").orElse(0L);
        var method = RequestReader.query(ctx, "method").orElse("fanova");
        int objective = (int) Math.max(-1, Math.min(target, Integer.MAX_VALUE));
        var importances = analyses.importance(ctx.pathParam("name"), objective, method);
        ctx.json(new ImportanceResponse(importances.shares(), importances.method()));
    }

    static StudyResponse response(Studies.View study) {
        var row = study.row();
        var ledger = study.ledger();
        var counts = counts(ledger.waiting(), ledger.running(), ledger.complete(), ledger.pruned(), ledger.failed());
        return new StudyResponse(
                row.id(),
                row.name(),
                new Directions(row.directions()),
                ledger.nextNumber(),
                scores(ledger.bestValues()),
                study.bestParams(),
                ledger.firstStarted(),
                Attributes.read(row.userAttrs()),
                Studies.json(row.space()),
                row.sampler(),
                Studies.json(row.samplerOptions()),
                row.pruner(),
                Studies.json(row.prunerOptions()),
                ledger.status(),
                row.maxTrials(),
                row.leaseSeconds(),
                row.maxAttempts(),
                row.metricNames(),
                counts);
    }

    private static @Nullable Scores scores(double @Nullable [] values) {
        return values == null ? null : Scores.of(values);
    }
}
