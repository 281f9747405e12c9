package io.asktell.server.http;

import io.asktell.server.metrics.Counter;
import io.asktell.server.metrics.Histogram;
import io.asktell.server.metrics.Meters;
import io.javalin.http.Context;
import java.util.function.LongSupplier;

/** Counts requests by route and status, and how long they took; and answers with all that the server counts. */
public final class Metrics {
    private final Meters meters;
    private final Counter requests;
    private final Histogram durations;

    public Metrics(Meters meters) {
        this.meters = meters;
        requests = meters.counter("asktell_http_requests_total", "Requests answered.", "method", "route", "status");
        durations = meters.seconds(
                "asktell_http_request_duration_seconds",
                "How long requests took; those that wait for work or watch take long by their nature.",
                "method",
                "route");
    }

    void underWay(LongSupplier count) {
        meters.gauge(
                "asktell_http_requests_under_way",
                "Requests that are not answered yet, waiting and watching ones too.",
                count::getAsLong);
    }

    void record(Context ctx, double seconds) {
        var route = Access.matched(ctx).map(Route::path).orElse("unmatched");
        requests.increment(method(ctx), route, Integer.toString(ctx.statusCode()));
        durations.record(seconds, method(ctx), route);
    }

    /** Any word may come as a method; only known ones become a label, so that clients cannot make up series. */
    private static String method(Context ctx) {
        var method = ctx.method().name();
        return switch (method) {
            case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" -> method;
            default -> "other";
        };
    }

    void answer(Context ctx, AuthHook auth) {
        if (!ClientAddress.loopback(ctx)) {
            auth.require(ctx);
        }
        ctx.contentType("text/plain; version=0.0.4").result(meters.text());
    }
}
