package io.asktell.server.http;

import io.asktell.server.problem.MalformedException;
import io.asktell.server.study.TrialOrder;
import io.asktell.server.study.Trials;
import io.asktell.study.TrialState;
import io.javalin.http.Context;

/** Trials read over HTTP. */
public final class TrialHandlers {
    private final Trials trials;

    public TrialHandlers(Trials trials) {
        this.trials = trials;
    }

    void list(Context ctx) {
        var page = RequestReader.page(ctx);
        var state = RequestReader.queryEnum(ctx, "state", TrialState.class).orElse(null);
        var order = RequestReader.query(ctx, "order").map(TrialOrder::of).orElse(TrialOrder.NUMBER);
        long after = RequestReader.queryLong(ctx, "cursor").orElse(-1L);
        if (after >= 0 && (!order.equals(TrialOrder.NUMBER) || page.offset() > 0)) {
            throw new MalformedException("malformed_query", "A cursor goes with order=number and without offset.");
        }
        int from = (int) Math.max(-1, Math.min(after, Integer.MAX_VALUE));
        // one more than wanted, to see whether there is a next page
        var found = trials.list(ctx.pathParam("name"), state, from, order, page.limit() + 1, page.offset());
        var wanted =
                found.trials().subList(0, Math.min(page.limit(), found.trials().size()));
        ctx.header("X-Total-Count", Long.toString(found.total()));
        if (order.equals(TrialOrder.NUMBER) && found.trials().size() > page.limit()) {
            ctx.header(
                    "X-Next-Cursor",
                    Integer.toString(wanted.get(wanted.size() - 1).row().number()));
        }
        if (String.valueOf(ctx.header("Accept")).contains("text/csv")) {
            ctx.contentType("text/csv; charset=utf-8").result(TrialCsv.of(wanted));
        } else {
            ctx.json(wanted.stream().map(TrialAnswers::response).toList());
        }
    }

    void find(Context ctx) {
        ctx.json(TrialAnswers.response(trials.find(ctx.pathParam("name"), TrialRequests.number(ctx))));
    }
}
